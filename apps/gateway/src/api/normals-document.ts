import { MOST_NORMAL_HOURS, normalsAnswer } from '@lianfang/contract';
import { describeOperation, INSTANT, neededQuery, query, type Paths } from './describe-operation';
import { COUNTY } from './figures-parameters';

/** Schemas of answers that {@link normalsPaths} refers to. */
export const NORMALS_ANSWERS = { normalsAnswer };

/** The part of the API's description that is about what is normal. */
export function normalsPaths(): Paths {
  return {
    '/api/v1/normals': {
      get: {
        ...describeOperation('normals', 'What is normal, hour by hour', {
          tag: 'figures',
          answer: 'normalsAnswer',
          problems: {
            400: 'The question is wrong or its range too long; the detail says what to ask for.',
            404: 'There is no such county.',
            503: 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.',
          },
        }),
        description: `Blocked events a minute: the 10th, 50th and 90th percentile of the same Taipei hour and weekday in the 8 weeks before; null with less than two weeks of history. ${MOST_NORMAL_HOURS} hours at most. An answer may be 10 minutes old.`,
        parameters: [
          neededQuery('from', INSTANT, 'ISO 8601 with zone; the hour that holds it is the first.'),
          neededQuery('to', INSTANT, 'ISO 8601 with zone; not included.'),
          COUNTY,
          query(
            'by',
            { type: 'string', enum: ['county'] },
            'Every county and `unlocated` beside the nation; for who may see the nation, and not together with `county`.',
          ),
        ],
      },
    },
  };
}
