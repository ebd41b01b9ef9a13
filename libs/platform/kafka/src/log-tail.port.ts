import type { LogRecord } from './log-record';

/** Offsets by partition. */
export type PartitionOffsets = ReadonlyMap<number, number>;

/** Follows one topic from noted offsets, alone and without commits: every follower sees every record. */
export interface LogTail {
  /** The end of each partition now (next offset to be written). */
  ends(): Promise<PartitionOffsets>;
  /**
   * Calls `onRecords` with everything from the given offsets on, in order within a partition. Where the topic is made
   * anew and ends before them, offsets begin again below. A record at an end that was asked for may never come: retention
   * and compaction leave holes; to know that a log was read to its end, ask for its bounds and use a `LogReader`.
   * Resolves once the tail is attached. @throws where it ends by itself before: no right to its group, say
   */
  follow(from: PartitionOffsets, onRecords: (records: readonly LogRecord[]) => void): Promise<void>;
  close(): Promise<void>;
}
