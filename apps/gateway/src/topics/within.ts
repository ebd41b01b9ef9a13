/**
 * Waits no longer for an answer than so many milliseconds, nor after `stop`. What was begun goes on, and what becomes of
 * it is not looked at.
 * @throws what `asked` throws; an Error when the time is over or `stop` is aborted.
 */
export async function within<T>(asked: Promise<T>, ms: number, stop?: AbortSignal): Promise<T> {
  let give: () => void = () => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    give = () => reject(new Error(`No answer within ${ms / 1_000} s. Look at Kafka.`));
  });
  const timer = setTimeout(give, ms);
  stop?.addEventListener('abort', give);
  if (stop?.aborted) give();
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, over]);
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', give);
  }
}
