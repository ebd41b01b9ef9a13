import { err, ok, rejection, type Rejection, type Result } from '@lianfang/contract';
import { readNumber } from './scalar';

/** One record may stand for at most this many events: a sensor's claim must not be able to bury what others counted. */
export const MOST_EVENTS_PER_RECORD = 100_000;

/**
 * How many events one record stands for (CEF `cnt`, OCSF `count`). Missing and 0 are one event: something was recorded.
 * A fraction, a negative number, text that is no number, or more than {@link MOST_EVENTS_PER_RECORD} is refused, so that
 * the record is kept whole and a person can look.
 * @param name of the field, for the rejection.
 */
export function readCount(value: unknown, name: string): Result<number, Rejection> {
  if (value === undefined || value === '') return ok(1);
  const count = readNumber(value);
  const isCount = count !== undefined && Number.isInteger(count) && count >= 0 && count <= MOST_EVENTS_PER_RECORD;
  if (isCount) return ok(Math.max(1, count));
  return err(rejection('bad-field', `${name} is not a whole number from 0 to ${MOST_EVENTS_PER_RECORD}`));
}
