import type { Client } from '@elastic/elasticsearch';
import type { ByDisposition, Dimension, IndexNames } from '@lianfang/contract';
import { addTo, BY_DISPOSITION, RowReading, type RowsByTier } from './row-reading';
import { keyedBy, selectedRows, type RowSelection } from './row-selection';
import { refreshRows } from './series';
import { tierParts, type OpenPeriods, type TierCut } from './tier-parts';
import { readUntold } from './untold-events';

/** Events of a cut range by one dimension that the kind knows. */
export interface BreakdownQuestion extends RowSelection {
  readonly by: Dimension;
  readonly cut: TierCut;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

export interface BreakdownReading {
  readonly byKey: ReadonlyMap<string, ByDisposition>;
  /** Events beyond the limit of cells: only their county and disposition are known. */
  readonly overflow: ByDisposition;
  /** All events that pass: from the coarsest rows of the same range that can judge every filter. */
  readonly total: ByDisposition;
  /** Events of closed hours and days that were not told apart when they were counted. */
  readonly untold: ByDisposition;
  readonly rows: RowsByTier;
}

const NONE: ByDisposition = { blocked: 0, allowed: 0, detected: 0 };

/**
 * Adds up the rows of one kind by one of its dimensions, each period from one tier; see {@link tierParts}.
 * @param signal ends it, also in Elasticsearch
 */
export async function readBreakdown(
  client: Client,
  names: IndexNames,
  question: BreakdownQuestion,
  signal?: AbortSignal,
): Promise<BreakdownReading> {
  await refreshRows(client, names, signal);
  const reading = new RowReading(client, tierParts(names, question.cut, question.open), signal);
  const { whole, finer, beyond, isOneKind } = selectedRows(question);
  const byKey = new Map<string, ByDisposition>();
  for await (const { key, count } of reading.sums(finer, [keyedBy(question.by), BY_DISPOSITION])) {
    const name = String(key['key']);
    byKey.set(name, addTo(byKey.get(name), String(key['disposition']), count));
  }
  const overflow = beyond ? await reading.total(beyond) : NONE;
  // What was told apart is the total itself, where it is of one kind.
  const total = isOneKind ? sumOf([...byKey.values()]) : await reading.total(whole);
  const { series } = await readUntold(reading, question, undefined);
  return { byKey, overflow, total, untold: sumOf([...series.values()]), rows: reading.rows };
}

function sumOf(parts: readonly ByDisposition[]): ByDisposition {
  return parts.reduce(
    (sum, { blocked, allowed, detected }) => ({
      blocked: sum.blocked + blocked,
      allowed: sum.allowed + allowed,
      detected: sum.detected + detected,
    }),
    NONE,
  );
}
