import { transmissionPage } from '@lianfang/contract';
import { INSTANT, jsonAnswer, neededQuery, problems, query, ref, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link transmissionPaths} refers to. */
export const TRANSMISSION_ANSWERS = { transmissionPage };

/** The part of the API's description that is about what programs were given. */
export function transmissionPaths(): Paths {
  return {
    '/api/v1/transmissions': {
      get: {
        operationId: 'transmissions',
        summary: 'What programs were given, by the hour',
        description:
          'Every answer to a program is counted: who, which data, how many records and bytes (before they are compressed), and what became of it. Newest hour first; a count is here within 10 seconds. A program sees its own, people of a county those of their county’s programs, the centre all. What people read is in the audit.',
        tags: ['programs'],
        parameters: [
          neededQuery('from', INSTANT, 'ISO 8601 with zone; the hour that holds it is included.'),
          neededQuery('to', INSTANT, 'ISO 8601 with zone; not included.'),
          query('size', { type: 'integer', minimum: 1, maximum: 1_000, default: 200 }, 'Items of a page.'),
          query('cursor', { type: 'string' }, 'As the page before gave it.'),
        ],
        responses: {
          200: jsonAnswer('What programs were given.', ref('transmissionPage')),
          ...problems({
            400: 'The question is wrong; the detail says what to ask for.',
            503: 'Elasticsearch is away: ask again in a few seconds.',
          }),
        },
      },
    },
  };
}
