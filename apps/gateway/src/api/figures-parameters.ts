import {
  CATEGORIES,
  DIMENSIONS,
  DIRECTIONS,
  DISPOSITIONS,
  MOST_FILTER_VALUES,
  MOST_SERIES_KEYS,
  SEVERITIES,
} from '@lianfang/contract';
import { COUNTY_OR_UNLOCATED, INSTANT, neededQuery, query, type Parameter } from './describe-operation';

/** The county of a question about figures. */
export const COUNTY = query('county', COUNTY_OR_UNLOCATED, 'Five digits, or `unlocated`; without it, the nation.');

/** How a series is asked for. */
export function seriesParameters(): Parameter[] {
  const intervals = { type: 'string' as const, enum: ['minute', 'hour', 'day', 'auto'], default: 'auto' };
  return [
    neededQuery('from', INSTANT, 'ISO 8601 with zone; included.'),
    neededQuery('to', INSTANT, 'ISO 8601 with zone; not included.'),
    query('interval', intervals, 'Days are Asia/Taipei days.'),
    COUNTY,
    ...filterParameters(),
    query('by', { type: 'string', enum: [...DIMENSIONS] }, 'What to tell apart by.'),
    query(
      'keys',
      { type: 'string' },
      `Keys to tell apart, ${MOST_SERIES_KEYS} at most, with a comma between them; without it the most frequent 8 of the range.`,
    ),
  ];
}

/** How a breakdown is asked for. */
export function breakdownParameters(): Parameter[] {
  return [
    neededQuery('by', { type: 'string', enum: [...DIMENSIONS] }, 'What to tell apart by.'),
    neededQuery('from', INSTANT, 'ISO 8601 with zone; included.'),
    neededQuery('to', INSTANT, 'ISO 8601 with zone; not included. A minute that has begun is taken whole.'),
    COUNTY,
    ...filterParameters(),
    query(
      'limit',
      { type: 'integer', minimum: 1, maximum: 1_000, default: 50 },
      'Keys to name; the others are one sum.',
    ),
  ];
}

function filterParameters(): Parameter[] {
  const oneOf = (values: readonly string[]) => `Any of ${values.map((value) => `\`${value}\``).join(', ')}.`;
  const says = {
    direction: oneOf(DIRECTIONS),
    disposition: oneOf(DISPOSITIONS),
    category: oneOf(CATEGORIES),
    severity: oneOf(SEVERITIES),
    agency: 'Ids of agencies, as the directory has them.',
    country: 'Source countries: ISO 3166-1 alpha-2, `ZZ` where it is not known.',
  };
  return Object.entries(says).map(([name, text]) =>
    query(name, { type: 'string' }, `Only these events, ${MOST_FILTER_VALUES} values at most. ${text}`),
  );
}
