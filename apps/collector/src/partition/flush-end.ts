import { rowSourceKey, type RowSource } from '@lianfang/contract';
import { IndexReplacedError } from '@lianfang/store';
import { AnotherLogError } from './log-proof';

/**
 * What a flush ended with. `open-again`: the log is another one, another owner counted a chunk with offsets that are gone
 * for us, or a rebuild replaced what was written; what was not written is dropped, and the partition is to be opened again.
 */
export type FlushEnd = 'done' | 'open-again';

/** Another owner's rows of a chunk can't be the same as ours, because offsets of it are lost. */
export class AnswersDifferError extends Error {
  override readonly name = 'AnswersDifferError';
}

/** True when what is in memory no longer rests on what is there. */
export function isToOpenAgain(error: unknown): boolean {
  return error instanceof AnotherLogError || error instanceof AnswersDifferError || error instanceof IndexReplacedError;
}

/** A row that Elasticsearch refuses, or a version from beyond the log: the partition stops, loudly. */
export class PartitionStoppedError extends Error {
  readonly code = 'LF-PARTITION-STOPPED';

  constructor(source: RowSource, reason: string) {
    super(
      `${rowSourceKey(source)} has stopped: ${reason} Nothing is lost; put it right and start the collector again.`,
    );
    this.name = 'PartitionStoppedError';
  }
}
