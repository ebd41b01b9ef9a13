/** Middle and ends of some figures. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @param values at least one. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return {
    median: significant((at(Math.floor(middle)) + at(Math.ceil(middle))) / 2),
    min: significant(at(0)),
    max: significant(at(sorted.length - 1)),
  };
}

/**
 * Ratios within the same round, so that a machine that is slower for a while is slower for both; then their spread.
 * @param pairs ours and the peer's figure of each round.
 */
export function pairedRatios(pairs: readonly (readonly [ours: number, theirs: number])[]): Spread {
  return spreadOf(pairs.map(([ours, theirs]) => ours / theirs));
}

const DIGITS = 4;

/** No figure of a bench has more digits than this that mean something. */
export function significant(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : value;
}
