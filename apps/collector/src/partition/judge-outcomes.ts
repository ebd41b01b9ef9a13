import type { RowSource } from '@lianfang/contract';
import type { BulkOutcome } from '@lianfang/store';
import { AnswersDifferError, PartitionStoppedError } from './flush-end';

/** What the outcomes of written rows are judged by. */
export interface JudgedBy {
  readonly source: RowSource;
  /** No row can have a version above this, as far as we know. */
  readonly highest: number;
  /** Asks the broker, and answers the same again. */
  askHighest(): Promise<number>;
  /** True when stored rows rest on offsets that are gone for us. */
  readonly isStale: boolean;
}

/**
 * A conflict means that someone was ahead with the same answer, unless the answer is from beyond the log. Who was
 * asleep for long knows an old end of the log, so the broker is asked before anything is concluded.
 * @throws PartitionStoppedError, AnswersDifferError
 */
export async function judgeOutcomes(outcomes: readonly BulkOutcome[], by: JudgedBy): Promise<void> {
  const refused = outcomes.find((outcome) => outcome.kind === 'refused');
  if (refused) throw new PartitionStoppedError(by.source, `a row was refused (${refused.reason}).`);
  const conflicts = outcomes.filter((outcome) => outcome.kind === 'superseded');
  const stored = conflicts.reduce((version, { storedVersion = 0 }) => Math.max(version, storedVersion), 0);
  if (stored > by.highest) {
    const highest = await by.askHighest();
    if (stored > highest) {
      const reason = `a row is stored at version ${stored}, beyond the log's end ${highest}.`;
      throw new PartitionStoppedError(by.source, reason);
    }
  }
  if (conflicts.length > 0 && by.isStale) throw new AnswersDifferError('A row was written by another owner.');
}
