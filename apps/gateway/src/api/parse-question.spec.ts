import {
  alertQuery,
  auditQuery,
  breakdownQuery,
  directoryQuery,
  directoryTextQuery,
  distinctQuery,
  evidenceQuery,
  investigationQuery,
  normalsQuery,
  postureHistoryQuery,
  postureQuery,
  rejectedQuery,
  sensorQuery,
  seriesQuery,
  sharedSourcesQuery,
  topQuery,
  transmissionQuery,
} from '@lianfang/contract';
import { z } from 'zod';
import { apiDocument } from './api-document';
import { EVERY_CONTROLLER } from './every-controller';
import { parseQuestion } from './parse-question';
import { needsOf, routesOf } from './route-needs';

/** Every route with a query, and the schema that it is read by. */
const QUERIES: readonly (readonly [path: string, schema: z.ZodObject])[] = [
  ['alerts', alertQuery],
  ['audit', auditQuery],
  ['breakdown', breakdownQuery],
  ['directory', directoryQuery],
  ['directory/text', directoryTextQuery],
  ['distinct-sources', distinctQuery],
  ['evidence', evidenceQuery],
  ['investigations', investigationQuery],
  ['normals', normalsQuery],
  ['posture', postureQuery],
  ['posture/history', postureHistoryQuery],
  ['rejected', rejectedQuery],
  ['sensors', sensorQuery],
  ['series', seriesQuery],
  ['shared/sources', sharedSourcesQuery],
  ['top', topQuery],
  ['transmissions', transmissionQuery],
];

interface Described {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly minimum?: number; readonly maximum?: number; readonly default?: unknown };
}

describe('questions', () => {
  const { paths } = apiDocument('1.2.3', needsOf(routesOf(EVERY_CONTROLLER)));
  const parametersOf = (path: string): Described[] => (paths[path]?.get?.parameters ?? []) as Described[];

  it('are checked here for every route that is described with a query', () => {
    const described = Object.keys(paths).filter((path) => parametersOf(path).some((one) => one.in === 'query'));
    expect(described.filter((path) => path.startsWith('/api/')).sort()).toEqual(
      QUERIES.map(([path]) => `/api/v1/${path}`),
    );
  });

  it.each(QUERIES)('of %s are described as they are read, with the most that may be asked for', (path, schema) => {
    const read = z.toJSONSchema(schema, { io: 'input' });
    const wanted = Object.entries(read.properties ?? {}).map(([name, property]) => {
      const { minimum, maximum, default: without } = property as Described['schema'];
      const isInteger = maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER;
      return {
        name,
        required: read.required?.includes(name) ?? false,
        without,
        ...(isInteger && { minimum, maximum }),
      };
    });
    const inQuery = parametersOf(`/api/v1/${path}`).filter((parameter) => parameter.in !== 'header');
    const described = inQuery.map(({ name, required, schema: { minimum, maximum, ...more } }) => {
      return {
        name,
        required: required ?? false,
        without: more.default,
        ...(maximum !== undefined && { minimum, maximum }),
      };
    });
    const byName = (one: { name: string }, other: { name: string }): number => (one.name < other.name ? -1 : 1);
    expect(described.sort(byName)).toEqual(wanted.sort(byName));
  });

  it.each(QUERIES)(
    'of %s with a part that nobody knows are refused, with the parts that are known',
    (_path, schema) => {
      const known = Object.keys(schema.shape)[0] ?? '';
      expect(() => parseQuestion(schema, { sizze: '500' })).toThrow(
        new RegExp(`\`sizze\`: unknown; known are .*\`${known}\`.*/api/docs`),
      );
    },
  );

  it('beyond the most that may be asked for are refused, not cut', () => {
    expect(() => parseQuestion(sensorQuery, { limit: '500' })).toThrow(/`limit`: unknown; known are .*`size`/);
    expect(() => parseQuestion(sensorQuery, { size: '501' })).toThrow(/^size: .*500/);
    expect(parseQuestion(sensorQuery, { size: '500' })).toMatchObject({ size: 500 });
  });
});
