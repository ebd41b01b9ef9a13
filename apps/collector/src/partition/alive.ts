import { setTimeout as pause } from 'node:timers/promises';
import type { LogBatch } from '@lianfang/platform/kafka';

const BEAT_MS = 250;

/** Tells the group that we live while something takes its time. */
export async function alive<T>(batch: LogBatch, work: Promise<T>): Promise<T> {
  let done = false;
  const finished = work.finally(() => (done = true));
  finished.catch(() => undefined);
  while (!done) {
    await Promise.race([
      finished.then(
        () => undefined,
        () => undefined,
      ),
      pause(BEAT_MS),
    ]);
    await batch.heartbeat();
  }
  return finished;
}
