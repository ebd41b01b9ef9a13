import type { LogRecord, TopicPartition } from './log-record';

/** Offsets of a batch that can't be decoded: they are in the log, and nobody can read them. */
export interface Unreadable {
  /** The first offset. */
  readonly from: number;
  /** The last offset + 1. */
  readonly to: number;
  readonly reason: string;
}

/** What one fetch of one partition brought. Offsets that hold no data record are missing between the records. */
export interface LogBatch extends TopicPartition {
  /** The offset that was asked for. Larger than expected: the broker no longer has what was expected. */
  readonly fetchedOffset: number;
  /** Last offset that the fetch covers, records or not. */
  readonly lastOffset: number;
  /** End of the log at the time of the fetch (next offset to be written). */
  readonly logEnd: number;
  readonly records: readonly LogRecord[];
  /** In rising order, between the records. */
  readonly unreadable: readonly Unreadable[];
  /** Tells the group that we live. Throws when the group rebalances: let it through. */
  heartbeat(): Promise<void>;
  /** True when a seek or a stop has overtaken this batch: drop what is left of it. */
  isStale(): boolean;
}

/** What a consumer calls. */
export interface LogHandler {
  /** The partitions that this member has from now on; seeks for them may follow. Called before any of their batches. */
  assigned(partitions: readonly TopicPartition[]): void;
  /**
   * Must resolve only after the batch is taken over, or is stale. From then on the memory of its records is used for
   * others: copy what is kept of key, value and `wire`.
   */
  batch(batch: LogBatch): Promise<void>;
  /** A fetch brought offsets up to `lastOffset`, and no data record among them. */
  filtered(partition: TopicPartition, lastOffset: number): void;
  /**
   * A fetch failed, or there was none for a while: what is fetched from now on may come from another log of the same
   * name. Called before any batch of the next fetch.
   */
  doubted(): void;
}

/** Reads partitions of topics as a member of a consumer group; commits only what it is told to. */
export interface LogConsumer {
  start(handler: LogHandler): Promise<void>;
  /** The next fetch of the partition begins at this offset. */
  seek(partition: TopicPartition, offset: number): void;
  /** Nothing more of the partition is fetched; the others go on. Ended by `resume`, also across rebalances. */
  pause(partition: TopicPartition): void;
  /** Follow it with a seek: what came before the pause may have been dropped. */
  resume(partition: TopicPartition): void;
  commit(partition: TopicPartition, offset: number, metadata: string): Promise<void>;
  stop(): Promise<void>;
}
