import type { LogReader, LogRecord, ReadRange } from '@lianfang/platform/kafka';

const FETCH_BYTES = 4 * 1024 * 1024;

/** The data records of a range in order, piece by piece; the next piece is fetched while one is worked on. */
export async function* readLog(reader: LogReader, range: ReadRange): AsyncGenerator<readonly LogRecord[]> {
  let pending = fetch(reader, range);
  for (;;) {
    const records = await pending;
    const last = records.at(-1);
    if (last === undefined) return;
    pending = fetch(reader, { ...range, from: last.offset + 1 });
    // Whoever stops early does not wait for it.
    pending.catch(() => undefined);
    yield records;
  }
}

function fetch(reader: LogReader, range: ReadRange): Promise<LogRecord[]> {
  return range.from < range.to ? reader.read(range, FETCH_BYTES) : Promise.resolve([]);
}
