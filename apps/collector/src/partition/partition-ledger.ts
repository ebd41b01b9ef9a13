import { ChunkAccount, ChunkClock, DEFAULT_CHUNK_RULE, type ChunkPlace, type StoredChunks } from '@lianfang/aggregate';
import { rowSourceKey, type RowSource } from '@lianfang/contract';
import type { Unreadable } from '@lianfang/platform/kafka';
import type { PinLimits } from '@lianfang/store';
import type { ServiceLog } from '../service-log';

/** Topics whose lateness window is wider than this hold history: see `rowIndex` in the store. Nothing in them is late. */
export const HISTORY_WINDOW_MS = 31 * 86_400_000;

/** What of a pin decides an account. */
type AccountLimits = Pick<PinLimits, 'cells' | 'topListKeys' | 'behind' | 'evidence'>;

/**
 * The accounts of a partition's chunks that are not yet acknowledged, oldest first; the last is the open one.
 * Every offset enters exactly one account, once, in rising order.
 */
export class PartitionLedger {
  private readonly clock = new ChunkClock(DEFAULT_CHUNK_RULE);
  private readonly accounts: ChunkAccount[] = [];
  private lostTo: number;
  /** Stored rows that rest on offsets which are gone, by chunk. */
  private readonly stale = new Map<string, StoredChunks>();

  /**
   * @param countFrom first offset to account for.
   * @param lostTo offsets before this one, from `countFrom` on, are no longer in the log.
   */
  constructor(
    private readonly source: RowSource,
    private readonly countFrom: number,
    lostTo: number,
  ) {
    this.lostTo = lostTo;
  }

  /** Next offset to account for. */
  get next(): number {
    return this.accounts.at(-1)?.to ?? this.countFrom;
  }

  /** The open chunk. */
  get open(): ChunkAccount | undefined {
    return this.accounts.at(-1);
  }

  /** All accounts, oldest first. */
  get chunks(): readonly ChunkAccount[] {
    return this.accounts;
  }

  /** Accounts with something to flush, oldest first. */
  get unflushed(): readonly ChunkAccount[] {
    return this.accounts.filter((account) => account.dirty);
  }

  /** Rows that wait to be flushed. */
  get changes(): number {
    return this.accounts.reduce((sum, account) => sum + account.changes, 0);
  }

  /** Goes on in the chunk that begins at `countFrom`; some of its records may be gone. */
  resume(place: ChunkPlace, limits: AccountLimits): void {
    this.clock.resume(place);
    this.begin(place, limits);
    this.skipTo(this.lostTo);
  }

  /** These rows are written anew with the chunks that they belong to. */
  restate({ rows, revisions }: StoredChunks): void {
    const ownRows = Map.groupBy(rows, ({ row }) => row.chunk ?? '');
    const ownRevisions = Map.groupBy(revisions, ({ revision }) => revision.chunk);
    for (const chunk of new Set([...ownRows.keys(), ...ownRevisions.keys()])) {
      this.stale.set(chunk, { rows: ownRows.get(chunk) ?? [], revisions: ownRevisions.get(chunk) ?? [] });
    }
  }

  /** Rows of chunks of which nothing is left become zero, with the open chunk's version. */
  settleStale(): void {
    for (const [chunk, stored] of this.stale) {
      this.open?.restate(stored);
      this.stale.delete(chunk);
    }
  }

  /** The broker no longer has what is before this offset. */
  lose(to: number): void {
    this.lostTo = Math.max(this.lostTo, to);
  }

  /** The broker no longer has what is before this offset: retention was faster than we. */
  loseExpired(before: number, log: ServiceLog): void {
    log.error(
      `${rowSourceKey(this.source)}: the log no longer has offsets ${this.next} to ${before - 1}. ` +
        'They are in the ledger as lost. Give the topic a longer retention, or the collector more machine.',
    );
    this.lose(before);
  }

  /** A batch in the log that nobody can decode. Said once. */
  loseUnreadable({ from, to, reason }: Unreadable, log: ServiceLog): void {
    if (to <= this.lostTo) return;
    this.skipTo(from);
    this.lose(to);
    log.error(
      `${rowSourceKey(this.source)}: a batch with offsets ${from} to ${to - 1} can't be decoded: ${reason}. ` +
        'They are in the ledger as lost. Look at what its producer sends.',
    );
  }

  /** The chunk that a record belongs to; the same answer until something is entered. */
  placeOf(offset: number, logTime: number): ChunkPlace {
    return this.clock.placeOf(offset, logTime, this.next);
  }

  /** The account for the record at `offset`; what lies before it is entered as lost or skipped. */
  accountFor(place: ChunkPlace, offset: number, limits: AccountLimits): ChunkAccount {
    const before = this.open;
    if (before === undefined || before.place.name !== place.name) {
      if (before) fillGap(before, place.from, this.lostTo);
      this.begin(place, limits);
    }
    const account = this.open as ChunkAccount;
    fillGap(account, offset, this.lostTo);
    return account;
  }

  /** Offsets at the end of a fetch that hold no record, as far as they belong to the open chunk. */
  skipTo(end: number): void {
    const account = this.open;
    if (account) fillGap(account, Math.min(end, this.clock.blockEnd ?? end), this.lostTo);
  }

  /** Accounts with sketches to write. @param alsoOpen without it, only those of closed chunks. */
  unsketched(alsoOpen: boolean): readonly ChunkAccount[] {
    return this.accounts.filter((account) => account.sketchesDirty && (alsoOpen || account !== this.open));
  }

  /** Drops accounts that are closed and flushed. */
  dropFinished(): void {
    while (this.accounts.length > 1 && isFinished(this.accounts[0])) this.accounts.shift();
  }

  private begin(place: ChunkPlace, limits: AccountLimits): void {
    const isHistory = limits.behind > HISTORY_WINDOW_MS;
    const account = new ChunkAccount(this.source, place, { ...limits, isHistory });
    const stored = this.stale.get(place.name);
    if (stored) account.restate(stored);
    this.stale.delete(place.name);
    this.accounts.push(account);
  }
}

function fillGap(account: ChunkAccount, to: number, lostTo: number): void {
  if (account.to < lostTo) account.lost(Math.min(lostTo, to));
  if (account.to < to) account.skipped(to);
}

function isFinished(account: ChunkAccount | undefined): boolean {
  return account !== undefined && !account.dirty && !account.sketchesDirty && account.evidence.waits === 0;
}
