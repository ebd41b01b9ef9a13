import { setTimeout as delay } from 'node:timers/promises';
import { AuditChain } from '@lianfang/access';
import { auditEntry, type ChainedEntry } from '@lianfang/contract';
import type { LogRecord, LogTail } from '@lianfang/platform/kafka';
import type { AuditStore } from '@lianfang/store';
import type { ServiceLog } from '../service-log';

/** What a keeper is made of. */
export interface AuditKeeperParts {
  /** A tail of the topic; `onCrash` is called when it ended by itself. */
  readonly openTail: (onCrash: (error: Error) => void) => LogTail;
  /** What must be there before the first entry is kept: the index's template. */
  readonly prepare: () => Promise<void>;
  readonly store: Pick<AuditStore, 'last' | 'keep'>;
  readonly log: ServiceLog;
}

/** What hinders it may be lasting: it is said again now and then, not each second. */
const RETRY_MS = 5_000;
const LOOK_EVERY_MS = 200;
const MOST_AT_ONCE = 500;

/**
 * Chains the log of the audit and keeps it in Elasticsearch. Every gateway does it: chain and document ids follow from
 * offsets, so they all write the same documents, and none is the one that must not fail.
 */
export class AuditKeeper {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private kept: ChainedEntry | undefined;

  constructor(private readonly parts: AuditKeeperParts) {}

  /** The last entry that is kept, as far as this gateway knows. */
  get head(): ChainedEntry | undefined {
    return this.kept;
  }

  /** When it was written, milliseconds since 1970 UTC. */
  get keptUntil(): number | undefined {
    return this.kept && timeOf(this.kept.value);
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
        if (this.stopping.signal.aborted) break;
        this.parts.log.error(`The audit is not kept: ${error instanceof Error ? error.message : String(error)}`);
        await this.pause(RETRY_MS);
      }
    }
  }

  private async follow(): Promise<void> {
    let broken: Error | undefined;
    const waiting: LogRecord[] = [];
    await this.parts.prepare();
    this.kept = await this.parts.store.last();
    const chain = new AuditChain(this.kept);
    const tail = this.parts.openTail((error) => (broken = error));
    try {
      const ends = await tail.ends();
      if (ends.size !== 1) throw new Error('the topic of the audit must have one partition. Make it anew.');
      await tail.follow(new Map([[0, chain.next]]), (records) => waiting.push(...records));
      while (!this.stopping.signal.aborted) {
        if (broken) throw broken;
        await this.keep(chain, waiting.splice(0, MOST_AT_ONCE));
        if (waiting.length === 0) await this.pause(LOOK_EVERY_MS);
      }
    } finally {
      await tail.close().catch(() => undefined);
    }
  }

  private async keep(chain: AuditChain, records: readonly LogRecord[]): Promise<void> {
    if (records.length === 0) return;
    const entries = records.map(({ offset, value }) => chain.take(offset, value?.toString('utf8') ?? ''));
    await this.parts.store.keep(entries);
    this.kept = entries.at(-1);
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function timeOf(value: string): number | undefined {
  try {
    return auditEntry.safeParse(JSON.parse(value)).data?.at;
  } catch {
    return undefined; // not JSON: no entry of ours, and it is kept all the same
  }
}
