import { DISPOSITIONS, SEVERITIES, evidencePage, evidenceRecord } from '@lianfang/contract';
import type { OpenAPIObject } from '@nestjs/swagger';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** Schemas of answers that {@link evidencePaths} refers to. */
export const EVIDENCE_ANSWERS = { evidencePage, evidenceRecord };

const UNAVAILABLE = 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.';
const HOSTILE =
  'Texts are what sensors and strangers wrote: escape them for where you show them, and write out what does not print.';

/** The part of the API's description that is about whole events. */
export function evidencePaths(): Paths {
  return {
    '/api/v1/evidence': {
      get: {
        ...operation('evidence', 'Events of a range that were kept whole, newest first', 'evidencePage', {
          400: 'The question is wrong, its range too long or no longer kept; the detail says what to ask for.',
          404: 'There is no such county.',
          503: UNAVAILABLE,
        }),
        description: `Every event is counted; the first of each minute, agency and rule are kept whole, and those that were let through and are grave by a quota of their own. \`matched\` says how many kept records fit, \`among\` how many events were counted and kept in the same range, county, agency, disposition and severity. Whole minutes, 31 days at most. ${HOSTILE}`,
        parameters: [
          { ...query('from', instant, 'ISO 8601 with zone; included.'), required: true },
          { ...query('to', instant, 'ISO 8601 with zone; not included.'), required: true },
          query('county', { type: 'string', pattern: String.raw`^(\d{5}|unlocated)$` }, 'Without it, the nation.'),
          query('agency', { type: 'string', maxLength: 200 }, 'Id of the directory.'),
          query('rule', { type: 'string', maxLength: 2_000 }, 'Id or name of a rule, exactly.'),
          query('address', { type: 'string' }, 'An address or a network (CIDR), IPv4 or IPv6, on either side.'),
          query(
            'indicator',
            { type: 'string', maxLength: 200 },
            'Id of a shared indicator that the event names, exactly.',
          ),
          query('disposition', { type: 'string', enum: [...DISPOSITIONS] }, 'What the sensor did.'),
          query('severity', { type: 'string', enum: [...SEVERITIES] }, 'On our scale.'),
          query('size', { type: 'integer', minimum: 1, maximum: 100, default: 20 }, 'Events of one page.'),
          query('cursor', { type: 'string' }, 'Of the page before.'),
        ],
      },
    },
    '/api/v1/evidence/{id}': {
      get: {
        ...operation('evidenceRecord', 'One event with its record', 'evidenceRecord', {
          404: 'No such event is kept.',
          503: UNAVAILABLE,
        }),
        description: `\`original\` is the record exactly as it came, \`shown\` its beginning with what does not print written out as \`⟦U+202E⟧\`. ${HOSTILE}`,
        parameters: [
          { name: 'id', in: 'path', description: 'As lists give it.', required: true, schema: { type: 'string' } },
        ],
      },
    },
  };
}

const instant: SchemaObject = { type: 'string', format: 'date-time' };

function operation(
  operationId: string,
  summary: string,
  answer: keyof typeof EVIDENCE_ANSWERS,
  problems: Readonly<Record<number, string>>,
): Operation {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } };
  const failures = Object.entries(problems).map(([status, description]) => [status, { description, content: problem }]);
  const schema = { $ref: `#/components/schemas/${answer}` };
  return {
    operationId,
    summary,
    tags: ['evidence'],
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...(Object.fromEntries(failures) as Operation['responses']),
    },
  };
}

function query(name: string, schema: SchemaObject, description: string) {
  return { name, in: 'query' as const, description, required: false, schema };
}
