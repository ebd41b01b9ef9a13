import type { AppendedPlace, LogWriter, OutgoingRecord } from './log-writer.port';

/** A {@link LogWriter} in memory; set `failWith` to make the next writes fail. */
export class FakeLogWriter implements LogWriter {
  readonly written: { readonly topic: string; readonly record: OutgoingRecord }[] = [];
  failWith: Error | undefined;

  async connect(): Promise<void> {
    await Promise.resolve();
  }

  async append(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    if (this.failWith) throw this.failWith;
    this.written.push(...records.map((record) => ({ topic, record })));
    await Promise.resolve();
  }

  async appendOne(topic: string, record: OutgoingRecord): Promise<AppendedPlace> {
    const offset = this.written.filter((written) => written.topic === topic).length;
    await this.append(topic, [record]);
    return { partition: 0, offset };
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}
