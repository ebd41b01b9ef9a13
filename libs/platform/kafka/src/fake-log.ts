import { setTimeout as pause } from 'node:timers/promises';
import type { LogAdmin, LogBounds, LogCommit } from './log-admin';
import type { LogBatch, LogConsumer, LogHandler } from './log-consumer.port';
import type { LogReader, ReadRange } from './log-reader.port';
import type { LogRecord, TopicPartition } from './log-record';

interface FakePartition {
  start: number;
  end: number;
  records: LogRecord[];
  /** Where the next fetch begins; undefined: at the commit, else at the beginning. */
  fetchFrom: number | undefined;
  isSought: boolean;
  isPaused: boolean;
  commit: LogCommit | undefined;
}

/**
 * One topic in memory, with its only reader: retention, a topic that is made anew, and a rebalance are calls. It errs
 * as kafkajs does: out of range goes to the beginning, and reading goes on in a topic that was made anew.
 */
export class FakeLog implements LogConsumer, LogReader, Pick<LogAdmin, 'bounds' | 'commits' | 'topicSetting'> {
  private partitions: FakePartition[];
  private assigned: readonly number[] = [];
  private handler: LogHandler | undefined;
  private isRunning = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    readonly topic: string,
    partitions = 1,
    private readonly mostRecords = 100,
  ) {
    this.partitions = Array.from({ length: partitions }, emptyPartition);
  }

  append(values: readonly string[], logTime: number, partition = 0): void {
    const log = this.log(partition);
    for (const value of values) {
      log.records.push({ offset: log.end, logTime, key: null, value: Buffer.from(value), headers: {} });
      log.end += 1;
    }
  }

  /** Retention takes everything before this offset. */
  retain(from: number, partition = 0): void {
    const log = this.log(partition);
    log.start = from;
    log.records = log.records.filter(({ offset }) => offset >= from);
  }

  /** The broker loses everything from this offset on. */
  cutOff(end: number, partition = 0): void {
    const log = this.log(partition);
    log.end = end;
    log.records = log.records.filter(({ offset }) => offset < end);
  }

  /** The topic is deleted and made again, with what is given. Commits go with it. */
  remake(values: readonly string[] = [], logTime = 0): void {
    this.partitions = this.partitions.map(({ fetchFrom }) => ({ ...emptyPartition(), fetchFrom }));
    this.append(values, logTime);
  }

  /** The group gives these partitions to the reader, which forgets where it was. */
  assign(partitions: readonly number[]): void {
    this.assigned = partitions;
    for (const partition of partitions) this.log(partition).fetchFrom = undefined;
    this.handler?.assigned(partitions.map((partition) => ({ topic: this.topic, partition })));
  }

  async start(handler: LogHandler): Promise<void> {
    this.handler = handler;
    this.isRunning = true;
    this.assign(this.partitions.map((_unused, partition) => partition));
    this.running = this.run(handler);
    await Promise.resolve();
  }

  seek({ partition }: TopicPartition, offset: number): void {
    const log = this.log(partition);
    log.fetchFrom = offset;
    log.isSought = true;
  }

  pause({ partition }: TopicPartition): void {
    this.log(partition).isPaused = true;
  }

  resume({ partition }: TopicPartition): void {
    this.log(partition).isPaused = false;
  }

  async commit({ partition }: TopicPartition, offset: number, metadata: string): Promise<void> {
    this.log(partition).commit = { offset, metadata };
    await Promise.resolve();
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.running;
  }

  async bounds(): Promise<LogBounds[]> {
    return this.partitions.map(({ start, end }, partition) => ({ partition, start, end }));
  }

  async commits(): Promise<ReadonlyMap<number, LogCommit>> {
    return new Map(this.partitions.flatMap(({ commit }, partition) => (commit ? [[partition, commit] as const] : [])));
  }

  async topicSetting(): Promise<string> {
    return 'LogAppendTime';
  }

  async read({ partition, from, to }: ReadRange): Promise<LogRecord[]> {
    return this.log(partition).records.filter(({ offset }) => offset >= from && offset < to);
  }

  async close(): Promise<void> {
    await this.stop();
  }

  private async run(handler: LogHandler): Promise<void> {
    while (this.isRunning) {
      const fetched = this.assigned.map((partition) => this.fetch(partition)).filter((batch) => batch !== undefined);
      await Promise.all(fetched.map((batch) => this.hand(batch, handler)));
      await pause(1);
    }
  }

  private async hand(batch: LogBatch, handler: LogHandler): Promise<void> {
    await handler.batch(batch);
    if (!batch.isStale()) this.log(batch.partition).fetchFrom = batch.lastOffset + 1;
  }

  private fetch(partition: number): LogBatch | undefined {
    const log = this.log(partition);
    if (log.isPaused) return undefined;
    log.isSought = false;
    let from = log.fetchFrom ?? log.commit?.offset ?? log.start;
    if (from < log.start || from > log.end) from = log.start;
    log.fetchFrom = from;
    const records = log.records.filter(({ offset }) => offset >= from).slice(0, this.mostRecords);
    const last = records.at(-1);
    if (last === undefined) return undefined;
    return {
      topic: this.topic,
      partition,
      fetchedOffset: from,
      lastOffset: last.offset,
      logEnd: log.end,
      records,
      unreadable: [],
      heartbeat: async () => Promise.resolve(),
      isStale: () => this.log(partition).isSought || !this.isRunning,
    };
  }

  private log(partition: number): FakePartition {
    const log = this.partitions[partition];
    if (log === undefined) throw new Error(`The fake log has no partition ${partition}.`);
    return log;
  }
}

function emptyPartition(): FakePartition {
  return { start: 0, end: 0, records: [], fetchFrom: undefined, isSought: false, isPaused: false, commit: undefined };
}
