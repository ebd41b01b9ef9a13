import { TOP_SUBJECTS, distinctAnswer, topAnswer } from '@lianfang/contract';
import { COUNTY_OR_UNLOCATED, describeOperation, neededQuery, query, type Paths } from './describe-operation';

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
        ...describeOperation('distinctSources', 'How many addresses events came from', {
          tag: 'figures',
          answer: 'distinctAnswer',
          problems: PROBLEMS,
        }),
        description:
          'Addresses of the sides that opened the connection, of the last hours up to and with the open one (UTC hours of event time, which are Taipei hours too). The nation is the union of its counties. `plusMinus`: the estimate is off by more in 5 of 100 cases at most.',
        parameters: SCOPE,
      },
    },
    '/api/v1/top': {
      get: {
        ...describeOperation('top', 'The most frequent sources, rules or ports', {
          tag: 'figures',
          answer: 'topAnswer',
          problems: PROBLEMS,
        }),
        description:
          'The true count of an entry lies between `count - overCount` and `count`; entries are ordered by the lower of the two. A rule is named by format and id; its `name` is what the sensor wrote: escape it for where you show it. `masked` stands for a machine that another county protects.',
        parameters: [
          neededQuery('of', { type: 'string', enum: [...TOP_SUBJECTS] }),
          ...SCOPE,
          query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 10 }),
        ],
      },
    },
  };
}

const SCOPE = [
  query('county', COUNTY_OR_UNLOCATED, 'Five digits, or `unlocated`; without it, the nation.'),
  query('hours', { type: 'integer', minimum: 1, maximum: 24, default: 1 }),
];
