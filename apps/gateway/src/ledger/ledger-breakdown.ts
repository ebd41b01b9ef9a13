import { rowSourceKey, type LostRange, type RowSource } from '@lianfang/contract';
import type { AuditedRow, AuditedSum, LedgerAudit } from '@lianfang/store';

/** What classes consist of. */
export interface Breakdown {
  readonly ignoredByKind: Record<string, number>;
  readonly rejectedByCode: Record<string, number>;
  /** The newest last. */
  readonly lostRanges: readonly LostRange[];
}

interface Account {
  folded: Breakdown;
  /** Rows that begin before this offset are in `folded`. */
  foldedTo: number;
}

/** Kinds and codes are vocabularies of ours; whatever is stored, no table grows beyond this. */
const MOST_NAMES = 64;
const OVERFLOW = 'other';
const MOST_RANGES = 20;
/** A partition works on its last chunk, and after a crash on the one before it again. */
const KEPT_OPEN = 4;
const PAGE = 1_000;
/** A year of ledger rows is read in some checks, not in one. */
const PAGES_A_CHECK = 10;

/**
 * Ignored by kind, rejected by code, and what was lost, of each source. Elasticsearch can't add these up (their names
 * come from input), so finished chunks are read once and remembered as a sum.
 */
export class LedgerBreakdown {
  private readonly accounts = new Map<string, Account>();
  private generation = 1;

  constructor(private readonly audit: Pick<LedgerAudit, 'rows'>) {}

  /** A rebuild changes finished chunks: what is remembered is of one generation. */
  useFor(generation: number): void {
    if (generation !== this.generation) this.accounts.clear();
    this.generation = generation;
  }

  /** The breakdown that fits to the sums just read. Sums that changed behind our back are read anew. */
  async of(sum: AuditedSum): Promise<Breakdown> {
    const first = await this.read(sum.source);
    if (!first.whole || fits(first.breakdown, sum)) return first.breakdown;
    this.accounts.delete(rowSourceKey(sum.source));
    return (await this.read(sum.source)).breakdown;
  }

  private async read(source: RowSource): Promise<{ breakdown: Breakdown; whole: boolean }> {
    const key = rowSourceKey(source);
    const account = this.accounts.get(key) ?? { folded: nothing(), foldedTo: 0 };
    this.accounts.set(key, account);
    for (let page = 0; page < PAGES_A_CHECK; page += 1) {
      const rows = await this.audit.rows(source, account.foldedTo, PAGE);
      if (rows.length < PAGE) {
        const open = this.fold(account, rows, KEPT_OPEN);
        return { breakdown: add(account.folded, open), whole: true };
      }
      this.fold(account, rows, 1);
    }
    return { breakdown: account.folded, whole: false };
  }

  /** @returns the last rows, which are not folded: they are read again next time. */
  private fold(account: Account, rows: readonly AuditedRow[], keep: number): readonly AuditedRow[] {
    const open = rows.slice(-keep);
    account.folded = add(account.folded, rows.slice(0, -keep));
    account.foldedTo = open[0]?.from ?? account.foldedTo;
    return open;
  }
}

function nothing(): Breakdown {
  return { ignoredByKind: {}, rejectedByCode: {}, lostRanges: [] };
}

/** Ignored and rejected only rise; what was read after the sum may be a little more. */
function fits(breakdown: Breakdown, { classes }: AuditedSum): boolean {
  return total(breakdown.ignoredByKind) >= classes.ignored && total(breakdown.rejectedByCode) >= classes.rejected;
}

function total(byName: Readonly<Record<string, number>>): number {
  return Object.values(byName).reduce((sum, count) => sum + count, 0);
}

function add(to: Breakdown, rows: readonly AuditedRow[]): Breakdown {
  const ranges = rows.flatMap(rangesOf);
  return {
    ignoredByKind: addNames(
      to.ignoredByKind,
      rows.map(({ ignoredByKind }) => ignoredByKind),
    ),
    rejectedByCode: addNames(
      to.rejectedByCode,
      rows.map(({ rejectedByCode }) => rejectedByCode),
    ),
    lostRanges: [...to.lostRanges, ...ranges].slice(-MOST_RANGES),
  };
}

/** As the row says; a row of an earlier release says only how many of its offsets are lost. */
function rangesOf({ from, to, lost, lostRanges }: AuditedRow): LostRange[] {
  if (lost === 0) return [];
  return lostRanges ? lostRanges.map((range) => ({ ...range, lost: range.to - range.from })) : [{ from, to, lost }];
}

/** Adds tables of counts by name; names beyond the limit go to one overflow name, so that sums stay exact. */
export function addNames(
  to: Readonly<Record<string, number>>,
  tables: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const sums = new Map(Object.entries(to));
  for (const table of tables) {
    for (const [name, count] of Object.entries(table)) {
      const key = sums.has(name) || sums.size < MOST_NAMES ? name : OVERFLOW;
      sums.set(key, (sums.get(key) ?? 0) + count);
    }
  }
  return Object.fromEntries(sums);
}
