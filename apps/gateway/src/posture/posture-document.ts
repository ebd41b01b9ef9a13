import { postureAnswer, postureHistoryAnswer } from '@lianfang/contract';
import { COUNTY_CODE, describeOperation, INSTANT, neededQuery, query, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link posturePaths} refers to. */
export const POSTURE_ANSWERS = { postureAnswer, postureHistoryAnswer };

const TAG = 'posture';
const WRONG = 'The question is wrong; the detail says what to ask for.';
const GONE = 'There is no such county.';

/** The part of the API's description that is about the posture of counties. */
export function posturePaths(): Paths {
  return {
    '/api/v1/posture': {
      get: {
        ...describeOperation('posture', 'How counties stand, and why', {
          tag: TAG,
          answer: 'postureAnswer',
          problems: { 400: WRONG, 404: GONE, 503: 'The figures are not loaded yet: ask again in a few seconds.' },
        }),
        description:
          'A score from 0 to 100, and what takes points off it: the contributions and 100 sum to the score. `unknown` is not good: it costs half of what that part can take off; `not-connected` takes nothing off. A county without a score says why (`gap`), one of which nothing was said yet is absent. `at` is the instant that it is true of: one more than 2 minutes behind `freshness.asOf` has no score any more, only the gap `not-judged`.',
        parameters: [query('county', COUNTY_CODE, 'This county alone; people of a county get theirs without it too.')],
      },
    },
    '/api/v1/posture/history': {
      get: {
        ...describeOperation('postureHistory', 'Scores of one county, one an hour', {
          tag: TAG,
          answer: 'postureHistoryAnswer',
          problems: { 400: WRONG, 404: GONE, 503: 'Elasticsearch is away: ask again in a few seconds.' },
        }),
        description: 'The oldest first, 31 days at most. Scores of different formulas are not to be compared.',
        parameters: [
          neededQuery('county', COUNTY_CODE, 'Five digits, as `/api/v1/directory` lists them.'),
          neededQuery('from', INSTANT, 'ISO 8601 with zone; included.'),
          neededQuery('to', INSTANT, 'ISO 8601 with zone; not included.'),
        ],
      },
    },
  };
}
