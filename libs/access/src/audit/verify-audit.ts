import { setTimeout as delay } from 'node:timers/promises';
import type { ChainedEntry } from '@lianfang/contract';
import { ChainCheck, type ChainReport, type KnownHead } from './check-chain';
import { FaultList } from './fault-list';

/** An entry as it is kept. */
export interface KeptEntry {
  /** What is not there is empty text, so that no hash fits it. */
  readonly entry: ChainedEntry;
  /** What it is found by (county, instant, action) is what its bytes say: a wrong county hides it from the right one. */
  readonly isFiled: boolean;
}

/** The chain where it is kept. */
export interface KeptChain {
  /**
   * Entries from an offset on, in order, a page at a time, all of one moment.
   * @throws where not every entry can be read
   */
  from(offset: number): AsyncIterable<readonly KeptEntry[]>;
}

/** A message of the log. */
export interface LoggedEntry {
  readonly offset: number;
  readonly value: Buffer | null;
}

/** The log that the chain is made of. */
export interface AuditedLog {
  /** Its first offset, and its next. */
  bounds(): Promise<{ readonly start: number; readonly end: number }>;
  /**
   * Messages from `from` up to before `to`, in order: as many as fit a few megabytes, one at least.
   * None: there are none in all of the range.
   */
  read(from: number, to: number): Promise<readonly LoggedEntry[]>;
}

/** Where to look. */
export interface AuditPlaces {
  readonly chain: KeptChain;
  readonly log: AuditedLog;
  readonly heads: readonly KnownHead[];
  /** Waits until whoever keeps the chain may have kept what the log has; called again while the chain grows. */
  readonly settle?: () => Promise<void>;
}

/** What looking came to. */
export interface AuditVerdict extends ChainReport {
  /** Heads that were compared. */
  readonly heads: number;
}

/** A keeper tries again after 5 s, and is seldom later than that. */
const SETTLE_MS = 10_000;

/**
 * Looks at the whole audit: whether the chain hangs together, agrees with every head, and says to the byte what the log
 * says. Both are read side by side, a page each, so that memory does not grow with their length: two pages (1,000 entries
 * and 4 MB by the readers there are) and 100 faults. All that the log held at the beginning must be kept; what comes
 * meanwhile is looked at as far as it is kept.
 * @returns faults also of kind `unlike-log`: the log holds other bytes there, or none.
 * @throws what the places throw: where not all could be looked at, there is no verdict.
 */
export async function verifyAudit({ chain, log, heads, settle = wait }: AuditPlaces): Promise<AuditVerdict> {
  const { end } = await log.bounds();
  const faults = new FaultList();
  const check = new ChainCheck(heads, faults);
  const beside = new LogBeside(log);
  for (let before = -1; ; before = check.next) {
    for await (const page of chain.from(check.next)) {
      for (const kept of page) await lookAt(kept, { check, faults, beside });
    }
    if (check.next >= end || check.next === before) break;
    await settle();
  }
  return { ...check.report(end), heads: heads.length };
}

interface Looking {
  readonly check: ChainCheck;
  readonly faults: FaultList;
  readonly beside: LogBeside;
}

async function lookAt({ entry, isFiled }: KeptEntry, { check, faults, beside }: Looking): Promise<void> {
  const { offset, value } = entry;
  // It has no place, so it is none of ours; somebody put it there.
  if (offset < 0) return faults.add('changed', offset);
  if (!isFiled) faults.add('changed', offset);
  check.take(entry);
  const logged = beside.has(offset) ? beside.take(offset) : await beside.reach(offset);
  if (logged !== value) faults.add('unlike-log', offset);
}

/** The log, read along with the chain. */
class LogBeside {
  private page: readonly LoggedEntry[] = [];
  private place = 0;
  /** What was read, gaps included: `from` included, `to` not. */
  private from = 0;
  private to = 0;

  constructor(private readonly log: AuditedLog) {}

  /** Whether it needs no reading to say what stands there. */
  has(offset: number): boolean {
    return offset >= this.from && offset < this.to;
  }

  /** The text at an offset that was read; undefined where there is none. */
  take(offset: number): string | undefined {
    // A second document of one offset is asked for again.
    if ((this.page[this.place]?.offset ?? 0) > offset) this.place = 0;
    while ((this.page[this.place]?.offset ?? Infinity) < offset) this.place += 1;
    const found = this.page[this.place];
    return found?.offset === offset ? (found.value?.toString('utf8') ?? '') : undefined;
  }

  async reach(offset: number): Promise<string | undefined> {
    // Asked anew for each page: the chain holds nothing that the log did not hold before.
    const { start, end } = await this.log.bounds();
    if (offset < start || offset >= end) return undefined;
    this.page = await this.log.read(offset, end);
    this.place = 0;
    this.from = offset;
    this.to = (this.page.at(-1)?.offset ?? end - 1) + 1;
    return this.take(offset);
  }
}

async function wait(): Promise<void> {
  await delay(SETTLE_MS);
}
