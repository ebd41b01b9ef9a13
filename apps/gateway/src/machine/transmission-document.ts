import { transmissionPage } from '@lianfang/contract';
import type { OpenAPIObject } from '@nestjs/swagger';

type Paths = OpenAPIObject['paths'];
type SchemaObject = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** Schemas of answers that {@link transmissionPaths} refers to. */
export const TRANSMISSION_ANSWERS = { transmissionPage };

/** The part of the API's description that is about what programs were given. */
export function transmissionPaths(): Paths {
  const instant: SchemaObject = { type: 'string', format: 'date-time' };
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
  });
  return {
    '/api/v1/transmissions': {
      get: {
        operationId: 'transmissions',
        summary: 'What programs were given, by the hour',
        description:
          'Every answer to a program is counted: who, which data, how many records and bytes (before they are compressed), and what became of it. Newest hour first; a count is here within 10 seconds. A program sees its own, people of a county those of their county’s programs, the centre all. What people read is in the audit.',
        tags: ['programs'],
        parameters: [
          parameter('from', instant, true, 'ISO 8601 with zone; the hour that holds it is included.'),
          parameter('to', instant, true, 'ISO 8601 with zone; not included.'),
          parameter('size', { type: 'integer', minimum: 1, maximum: 1_000, default: 200 }, false, 'Items of a page.'),
          parameter('cursor', { type: 'string' }, false, 'As the page before gave it.'),
        ],
        responses: {
          200: {
            description: 'What programs were given.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/transmissionPage' } } },
          },
          400: problem('The question is wrong; the detail says what to ask for.'),
          503: problem('Elasticsearch is away: ask again in a few seconds.'),
        },
      },
    },
  };
}

function parameter(name: string, schema: SchemaObject, required: boolean, description: string) {
  return { name, in: 'query' as const, description, required, schema };
}
