import type { LogRecord, TopicPartition } from './log-record';

/** A piece of a partition: `from` included, `to` not. */
export interface ReadRange extends TopicPartition {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads pieces of partitions by their offsets, as often and in any order: it joins no group, commits nothing, and nobody
 * else notices. For reading back, or where one must know that a log was read to its end; to follow a busy log see `LogTail`.
 */
export interface LogReader {
  /**
   * The data records within the range, in order. What retention took meanwhile is missing.
   * @param maxBytes about how much to read at most; the first record of the range comes whole all the same.
   */
  read(range: ReadRange, maxBytes: number): Promise<LogRecord[]>;
  close(): Promise<void>;
}
