const LOOK_EVERY_MS = 1_000;
/** Below this the clock is being corrected, not set. */
const SMALLEST_STEP_MS = 2_000;

/**
 * Calls `onStepBack` when the wall clock was set back: by comparing it with the monotonic clock, which nobody sets.
 * @param onError gets what `onStepBack` throws. @returns what ends the watching.
 */
export function watchClock(onStepBack: () => Promise<void>, onError: (error: Error) => void): () => void {
  let offset = Date.now() - performance.now();
  const timer = setInterval(() => {
    const now = Date.now() - performance.now();
    const step = now - offset;
    offset = now;
    if (step > -SMALLEST_STEP_MS) return;
    onStepBack().catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))));
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
