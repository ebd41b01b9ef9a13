import { setTimeout as delay } from 'node:timers/promises';
import { AuditChain, AuditGapError, type AuditedLog, type LoggedEntry } from '@lianfang/access';
import { auditEntry, type ChainedEntry } from '@lianfang/contract';
import { AuditForkError, type AuditStore } from '@lianfang/store';
import type { ServiceLog } from '../service-log';

/** What a keeper is made of. */
export interface AuditKeeperParts {
  /** The topic of the audit, read by pages: what waits is in the log, not in memory. */
  readonly audited: AuditedLog;
  /** What must be there before the first entry is kept: the index's template. */
  readonly prepare: () => Promise<void>;
  readonly store: Pick<AuditStore, 'beginning' | 'keep'>;
  readonly log: ServiceLog;
}

/** What hinders it may be lasting: it is said again now and then, not each second. */
const RETRY_MS = 5_000;
/** Asking how far the log reaches is two small questions to one broker. */
const LOOK_EVERY_MS = 500;
const MOST_AT_ONCE = 500;

/** The log ends before what is kept of it. */
export class AuditShortError extends Error {
  readonly code = 'LF-AUDIT-SHORT';

  constructor(end: number, next: number) {
    super(
      `The audit's log ends at ${end}, and ${next} entries of it are kept: its topic was made anew or cut. ` +
        'Delete neither: stop the gateways and write the topic again from the index (docs/operations/backup.md, "The audit\'s topic is lost").',
    );
    this.name = 'AuditShortError';
  }
}

/**
 * Chains the log of the audit and keeps it in Elasticsearch. Every gateway does it: chain and document ids follow from
 * offsets, so they all write the same documents, and none is the one that must not fail.
 */
export class AuditKeeper {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private kept: ChainedEntry | undefined;
  private isKeptKnown = false;
  private isGoing = false;
  private end: number | undefined;

  constructor(private readonly parts: AuditKeeperParts) {}

  /** The last entry that is kept, as far as this gateway knows. */
  get head(): ChainedEntry | undefined {
    return this.kept;
  }

  /** When it was written, milliseconds since 1970 UTC. */
  get keptUntil(): number | undefined {
    return this.kept && timeOf(this.kept.value);
  }

  /** Entries of the log that are not kept; -1 while that is not known, or nothing more would be kept. */
  get unkept(): number {
    if (this.end === undefined || !this.isKeptKnown) return -1;
    const unkept = this.end - nextAfter(this.kept);
    return unkept > 0 || this.isGoing ? unkept : -1;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow();
      } catch (error) {
        this.isGoing = false;
        if (this.stopping.signal.aborted) break;
        this.parts.log.error(`The audit is not kept: ${wordsOf(error)}`);
        await this.pause(RETRY_MS);
      }
    }
  }

  private async follow(): Promise<void> {
    // Asked first: while Elasticsearch is away it is seen all the same how much waits.
    await this.look();
    const chain = await this.begin();
    while (!this.stopping.signal.aborted) {
      const { start, end } = await this.look();
      if (end < chain.next) throw new AuditShortError(end, chain.next);
      const from = this.kept?.offset ?? 0;
      if (start > from) throw new AuditGapError(from, start);
      if (end > chain.next || !this.isGoing) await this.keepPage(chain, end);
      this.isGoing = true;
      if (chain.next >= end) await this.pause(LOOK_EVERY_MS);
    }
  }

  private async begin(): Promise<AuditChain> {
    const { prepare, store, log } = this.parts;
    await prepare();
    const { last, missing } = await store.beginning();
    this.kept = last;
    this.isKeptKnown = true;
    if (missing > 0) {
      log.warn(
        `LF-AUDIT-HOLE: ${missing} entries of the audit are not in the index though later ones are; from ${nextAfter(last)} on ` +
          'they are written again from the log. Where no write had failed, somebody removed them: see docs/operations, "The audit is not whole".',
      );
    }
    return new AuditChain(last);
  }

  private async look(): Promise<{ readonly start: number; readonly end: number }> {
    try {
      const bounds = await this.parts.audited.bounds();
      this.end = bounds.end;
      return bounds;
    } catch (error) {
      this.end = undefined;
      throw error;
    }
  }

  /** Each page begins with the entry that was kept last: a topic that was made anew meanwhile holds another there. */
  private async keepPage(chain: AuditChain, end: number): Promise<void> {
    const { kept } = this;
    const page = kept ? await this.read(kept.offset, end) : [];
    if (kept) mustBeSame(kept, page[0]);
    const further = page.length > 1 || chain.next >= end ? page.slice(1) : await this.read(chain.next, end);
    for (let from = 0; from < further.length && !this.stopping.signal.aborted; from += MOST_AT_ONCE) {
      await this.keep(chain, further.slice(from, from + MOST_AT_ONCE));
    }
  }

  private async read(from: number, end: number): Promise<readonly LoggedEntry[]> {
    const page = await this.parts.audited.read(from, end);
    if (page.length === 0 && from < end) throw new AuditGapError(from, end);
    return page;
  }

  private async keep(chain: AuditChain, records: readonly LoggedEntry[]): Promise<void> {
    const entries = records.map((record) => chain.take(record.offset, textOf(record)));
    await this.parts.store.keep(entries);
    this.kept = entries.at(-1);
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? `${String(error.code)}: ${error.message}` : error.message;
}

function mustBeSame(kept: ChainedEntry, logged: LoggedEntry | undefined): void {
  if (logged?.offset !== kept.offset) throw new AuditGapError(kept.offset, logged?.offset ?? kept.offset + 1);
  if (textOf(logged) !== kept.value) throw new AuditForkError(kept.offset);
}

function nextAfter(entry: ChainedEntry | undefined): number {
  return (entry?.offset ?? -1) + 1;
}

function textOf({ value }: LoggedEntry): string {
  return value?.toString('utf8') ?? '';
}

function timeOf(value: string): number | undefined {
  try {
    return auditEntry.safeParse(JSON.parse(value)).data?.at;
  } catch {
    return undefined; // not JSON: no entry of ours, and it is kept all the same
  }
}
