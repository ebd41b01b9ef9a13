/**
 * A share from 0 to 1 that grows with the logarithm of an amount: the first ones count most, and ten times as much is a step
 * and no leap. @param amount 0 or more @param full the amount that is 1
 */
export function damped(amount: number, full: number): number {
  return within(Math.log1p(Math.max(0, amount)) / Math.log1p(full));
}

/**
 * Where a value stands between two on a logarithmic scale: 0 at `none` and below, 1 at `full` and above.
 * @param none above 0 @param full above `none`
 */
export function onLogScale(value: number, none: number, full: number): number {
  return value <= none ? 0 : within(Math.log(value / none) / Math.log(full / none));
}

export function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
