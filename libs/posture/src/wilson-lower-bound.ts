/** Standard deviations of a 95 % interval. */
const Z = 1.96;

/**
 * The lower bound of the Wilson score interval at 95 %: the share that is at least there, so that 1 of 3 is 6 % and not 33 %.
 * Source: Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22.
 * @param some of `all`, both 0 or more @returns 0 to 1; 0 of nothing
 */
export function wilsonLowerBound(some: number, all: number): number {
  if (some <= 0 || all <= 0) return 0;
  const share = Math.min(1, some / all);
  const z2 = (Z * Z) / all;
  const spread = Z * Math.sqrt((share * (1 - share) + z2 / 4) / all);
  return Math.max(0, (share + z2 / 2 - spread) / (1 + z2));
}
