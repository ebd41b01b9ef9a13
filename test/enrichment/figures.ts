/** Seconds of processor time, user and system, of this process while it does something. */
export function secondsOfProcessor(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}

/** MiB that are held afterwards and were not before: of the heap and of buffers. Run with `--expose-gc`. */
export function mebibytesHeld(work: () => void): number {
  const before = held();
  work();
  return (held() - before) / 1024 / 1024;
}

/** Bytes that can't be let go of. */
export function held(): number {
  if (globalThis.gc === undefined) throw new Error('Start this with --expose-gc.');
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Whole numbers from 0 to 2^32 - 1, the same in each run. */
export function randomWords(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[figures.length >> 1] ?? NaN;
}
