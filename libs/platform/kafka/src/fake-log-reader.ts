import type { LogReader, ReadRange } from './log-reader.port';
import type { LogRecord } from './log-record';

/** A {@link LogReader} in memory: put records under `topic/partition`. */
export class FakeLogReader implements LogReader {
  readonly logs = new Map<string, LogRecord[]>();
  /** Records that were handed out, all told. */
  handedOut = 0;

  async read({ topic, partition, from, to }: ReadRange, maxBytes: number): Promise<LogRecord[]> {
    const records = (this.logs.get(`${topic}/${partition}`) ?? []).filter(
      ({ offset }) => offset >= from && offset < to,
    );
    const read: LogRecord[] = [];
    let bytes = 0;
    for (const record of records) {
      bytes += record.value?.length ?? 0;
      if (read.length > 0 && bytes > maxBytes) break;
      read.push(record);
    }
    this.handedOut += read.length;
    return read;
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}
