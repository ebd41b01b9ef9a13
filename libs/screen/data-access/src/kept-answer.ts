/** Longer than this without an answer, what was answered before is no longer of now. Milliseconds. */
export const KEPT_FOR = 3 * 60_000;

/** An answer, and when it came (milliseconds). */
export interface KeptAnswer<T> {
  readonly value: T;
  readonly at: number;
}

/** What stands after a question: its answer, or, where it failed (null), the one before while that is young enough. */
export function keptAnswer<T>(before: KeptAnswer<T> | null, answer: T | null, now: number): KeptAnswer<T> | null {
  if (answer !== null) return { value: answer, at: now };
  return before !== null && now - before.at < KEPT_FOR ? before : null;
}
