import { SHARED_DATASETS } from '@lianfang/access';
import { sharedMiddle, sharedSources } from '@lianfang/contract';
import { COUNTY_CODE, describeOperation, query, type Paths } from '../api/describe-operation';

/** Schemas of answers that {@link sharedPaths} refers to. */
export const SHARED_ANSWERS = { sharedMiddle, sharedSources };

const TAG = 'shared';
const NOT_LOADED = 'The figures are not loaded yet, or Elasticsearch is away: ask again in a few seconds.';
const { middle, sources } = SHARED_DATASETS;

/** The part of the API's description that is about what counties are told of each other. */
export function sharedPaths(): Paths {
  return {
    '/api/v1/shared/middle': {
      get: {
        ...describeOperation('sharedMiddle', 'The middle of all counties', {
          tag: TAG,
          answer: 'sharedMiddle',
          problems: { 503: NOT_LOADED },
        }),
        description: `Medians over the counties that are not silent, the same for whoever asks: ${middle.rounding.en}. Null where fewer than ${middle.leastCounties} counties have the figure. Made anew every ${middle.keptMs / 1_000} s at most.`,
      },
    },
    '/api/v1/shared/sources': {
      get: {
        ...describeOperation('sharedSources', 'Sources of a county that hit others too', {
          tag: TAG,
          answer: 'sharedSources',
          problems: {
            400: 'The question is wrong, or the centre named no county; the detail says what to ask for.',
            404: 'There is no such county.',
            503: NOT_LOADED,
          },
        }),
        description: `Of the county’s 100 top sources of the open hour, those that are among the top sources of ${sources.leastCounties} counties or more, this one among them; \`counties\` is rounded down to fives, and which they are is not said. Never an address that an agency answers for. Read anew every ${sources.keptMs / 1_000} s at most.`,
        parameters: [query('county', COUNTY_CODE, 'The centre names one; people of a county get theirs without it.')],
      },
    },
  };
}
