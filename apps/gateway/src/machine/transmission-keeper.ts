import type { TransmissionStore } from '@lianfang/store';
import { DAY_MS } from '@lianfang/views';
import type { ServiceLog } from '../service-log';
import { within } from '../topics/within';
import type { TransmissionBook } from './transmission-book';

/** What a keeper is made of. */
export interface TransmissionKeeperParts {
  readonly book: TransmissionBook;
  readonly store: Pick<TransmissionStore, 'write' | 'forget'>;
  /** Milliseconds that counts are kept. */
  readonly keepMs: number;
  readonly log: Pick<ServiceLog, 'log' | 'warn'>;
  readonly now: () => number;
  /** Between two writes, milliseconds. */
  readonly every?: number;
}

const EVERY_MS = 2_000;
const FORGET_EVERY_MS = DAY_MS / 24;
/** At the end nobody waits longer for a store that is away. */
const LAST_MS = 5_000;
const MOST_AT_ONCE = 1_000;

/** Writes what was counted every few seconds and at the end, and again whatever was not taken. */
export class TransmissionKeeper {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private isAway = false;
  private forgotten = 0;

  constructor(private readonly parts: TransmissionKeeperParts) {}

  start(): void {
    this.timer ??= setInterval(() => void this.flush(), this.parts.every ?? EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await within(this.flush(), LAST_MS).catch(() => undefined);
    const left = this.parts.book.unstored().length;
    if (left > 0) this.parts.log.warn(`${left} counts of transmissions are lost: Elasticsearch did not take them.`);
  }

  /** One after the other: sums that are on their way are not passed by later ones. */
  private flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private async write(): Promise<void> {
    const { book, store, log, now } = this.parts;
    try {
      const counts = book.unstored();
      for (let at = 0; at < counts.length; at += MOST_AT_ONCE) {
        const some = counts.slice(at, at + MOST_AT_ONCE);
        await store.write(some);
        book.noteStored(some, now());
      }
      await this.forgetOld();
      if (this.isAway && counts.length > 0) log.log('Transmissions are stored again; none of those counted is lost.');
      if (counts.length > 0) this.isAway = false;
    } catch (error) {
      if (!this.isAway)
        log.warn(
          `Transmissions are counted and not stored yet: ${String(error)}. It is tried on; look at Elasticsearch.`,
        );
      this.isAway = true;
    }
  }

  private async forgetOld(): Promise<void> {
    const { store, keepMs, now } = this.parts;
    if (now() - this.forgotten < FORGET_EVERY_MS) return;
    await store.forget(now() - keepMs);
    this.forgotten = now();
  }
}
