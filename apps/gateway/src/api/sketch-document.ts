import { TOP_SUBJECTS, distinctAnswer, topAnswer } from '@lianfang/contract';
import type { OpenAPIObject } from '@nestjs/swagger';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** Schemas of answers that {@link sketchPaths} refers to. */
export const SKETCH_ANSWERS = { distinctAnswer, topAnswer };

const PROBLEMS = {
  400: 'The question is wrong; the detail says what to ask for.',
  404: 'There is no such county.',
  503: 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.',
};

/** The part of the API's description that is about who and what made up the last hours. */
export function sketchPaths(): Paths {
  return {
    '/api/v1/distinct-sources': {
      get: {
        ...operation('distinctSources', 'How many addresses events came from', 'distinctAnswer'),
        description:
          'Addresses of the sides that opened the connection, of the last hours up to and with the open one (UTC hours of event time, which are Taipei hours too). The nation is the union of its counties. `plusMinus`: the estimate is off by more in 5 of 100 cases at most.',
        parameters: SCOPE,
      },
    },
    '/api/v1/top': {
      get: {
        ...operation('top', 'The most frequent sources, rules or ports', 'topAnswer'),
        description:
          'The true count of an entry lies between `count - overCount` and `count`; entries are ordered by the lower of the two. A rule is named by format and id; its `name` is what the sensor wrote: escape it for where you show it. `masked` stands for a machine that another county protects.',
        parameters: [
          { ...query('of', { type: 'string', enum: [...TOP_SUBJECTS] }), required: true },
          ...SCOPE,
          query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 10 }),
        ],
      },
    },
  };
}

const SCOPE = [
  {
    ...query('county', { type: 'string', pattern: String.raw`^(\d{5}|unlocated)$` }),
    description: 'Five digits, or `unlocated`; without it, the nation.',
  },
  query('hours', { type: 'integer', minimum: 1, maximum: 24, default: 1 }),
];

function operation(operationId: string, summary: string, answer: keyof typeof SKETCH_ANSWERS): Operation {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } };
  const failures = Object.entries(PROBLEMS).map(([status, description]) => [status, { description, content: problem }]);
  const schema = { $ref: `#/components/schemas/${answer}` };
  return {
    operationId,
    summary,
    tags: ['figures'],
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...(Object.fromEntries(failures) as Operation['responses']),
    },
  };
}

function query(name: string, schema: SchemaObject) {
  return { name, in: 'query' as const, required: false, schema };
}
