import { createHash } from 'node:crypto';
import type { ChainedEntry } from '@lianfang/contract';

/** What the first entry hangs on. */
export const GENESIS = '0'.repeat(64);
/** Begins every hashed text: a hash made for something else is never one of ours. */
const PURPOSE = 'lianfang-audit-1';

/**
 * The hash of an entry: of the one before, of its place, and of its bytes. It follows from the log alone, so whoever
 * chains the log again gets the same.
 * @param previous 64 hexadecimal digits; @param offset in the topic; @param value the message as it stands there
 */
export function hashOf(previous: string, offset: number, value: string): string {
  return createHash('sha256').update(`${PURPOSE}\n${previous}\n${offset}\n`).update(value, 'utf8').digest('hex');
}

/** Hangs messages one on the other, in the order of the log. */
export class AuditChain {
  /** @param from where to go on: the last entry that is kept; at the beginning without it. */
  constructor(private last?: Pick<ChainedEntry, 'offset' | 'hash'>) {}

  /** The offset that must come next. */
  get next(): number {
    return (this.last?.offset ?? -1) + 1;
  }

  /** @throws LF-AUDIT-GAP where the log has a hole: what stood there can't be told any more. */
  take(offset: number, value: string): ChainedEntry {
    if (offset !== this.next) throw new AuditGapError(this.next, offset);
    const previous = this.last?.hash ?? GENESIS;
    this.last = { offset, hash: hashOf(previous, offset, value) };
    return { offset, previous, hash: this.last.hash, value };
  }
}

/** The log of the audit has a hole. */
export class AuditGapError extends Error {
  readonly code = 'LF-AUDIT-GAP';

  constructor(expected: number, found: number) {
    super(
      `The audit's log goes on at ${found} where ${expected} should come. Set retention.ms=-1 on its topic, ` +
        'never compact it, and restore what is missing before anything is exported.',
    );
    this.name = 'AuditGapError';
  }
}
