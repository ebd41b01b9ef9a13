import { z } from 'zod';
import { rowSource } from './row';

const count = z.number().int().nonnegative();
const instant = z.number().int();
const byName = z.record(z.string(), count);

/** What became of the offsets, by class, and what is said beside the equation. */
const classes = {
  counted: count,
  duplicate: count,
  ignored: count,
  rejected: count,
  skipped: count,
  lost: count,
  /** Events counted: a record that stands for several counts that often, so this may be above `counted`. */
  events: count,
  /** Of `counted`: records that came late. */
  late: count,
  /** Of `counted`: records kept whole, over a quota of what is kept, and of the kept ones those that Elasticsearch refused. */
  evidence: z.object({ kept: count, over: count, refused: count }).optional(),
  ignoredByKind: byName,
  rejectedByCode: byName,
};

/** Both sides of the equation of promise 1. */
const equation = {
  /** Left side: the six classes, summed from the stored ledger rows. */
  accounted: count,
  /** Right side: next offset to process minus first offset, as the broker says. */
  processedOffsets: count,
  /** Left minus right; 0 when the equation holds. */
  difference: z.number().int(),
  /** In the log and not yet processed. */
  pending: count,
  /** Minute rows (totals) minus `events`, of the chunks that were compared; 0 when they agree. */
  minutesDifference: z.number().int(),
  /** True when both differences are 0. */
  balanced: z.boolean(),
};

/** Offsets that could not be read, as closely as the ledger knows them. */
export const lostRange = z.object({
  /** The lost offsets are within [from, to). */
  from: count,
  to: count,
  lost: count,
});
export type LostRange = z.infer<typeof lostRange>;

/** The ledger of one partition of one epoch of a topic. */
export const ledgerSource = z.object({
  source: rowSource,
  ...classes,
  ...equation,
  /** First offset that the ledger covers. */
  start: count,
  /** Next offset to process. */
  processed: count,
  /** First offset that the broker still has. */
  logStart: count,
  /** Next offset to be written to the log. */
  logEnd: count,
  /** `past`: the topic was deleted and made again since, so the right side is what was stored last. */
  state: z.enum(['current', 'past']),
  /** The newest stretches with lost offsets, 20 at most. */
  lostRanges: z.array(lostRange),
  /** Chunks whose minute rows were compared in the last round (not those that retention took), and all of the ledger. */
  minutesCompared: count,
  chunks: count,
});
export type LedgerSource = z.infer<typeof ledgerSource>;

/** `GET /api/v1/ledger`: the last comparison of the stored ledger with the broker, over all sources and of each. */
export const ledgerAnswer = z.object({
  /** When the figures were read (milliseconds since 1970 UTC). */
  checkedAt: instant,
  /** Milliseconds between two checks. */
  checkEvery: count,
  ...classes,
  ...equation,
  sources: z.array(ledgerSource),
});
export type LedgerAnswer = z.infer<typeof ledgerAnswer>;
