/** More rebuilds than are ever put in place while one question is answered. */
const MOST_TRIES = 5;

/**
 * Reads again when a rebuild was put in place meanwhile: an answer that takes several reads is of one generation. A read
 * that fails because its index was replaced is repeated, too.
 * @param generation tells which one is in place now; `signal` ends it: then there is no further try
 */
export async function readSteadily<T>(
  generation: () => Promise<number>,
  read: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const before = await generation();
    const [outcome] = await Promise.allSettled([read()]);
    signal?.throwIfAborted();
    const isSteady = tries >= MOST_TRIES || (await generation()) === before;
    if (!isSteady) continue;
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  }
}
