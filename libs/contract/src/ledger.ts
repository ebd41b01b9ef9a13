import { z } from 'zod';
import { rowSource } from './row';

/** The classes of promise 1. Their sum over a chunk equals the offsets that the chunk covers. */
export const LEDGER_CLASSES = ['counted', 'duplicate', 'ignored', 'rejected', 'skipped', 'lost'] as const;
export type LedgerClass = (typeof LEDGER_CLASSES)[number];

const offsets = z.number().int().nonnegative();

/** What became of every offset of one chunk. Centre only: it carries no county. */
export const ledgerRow = rowSource.extend({
  /** `offsetBlock.timeBlock`. */
  chunk: z.string(),
  /** First offset of the chunk. */
  from: offsets,
  /** Last offset processed + 1; also the version of the row. */
  to: offsets,
  counted: offsets,
  /** Events of the counted records: one with a count stands for as many. Absent (rows of earlier releases): `counted`. */
  events: offsets.optional(),
  /** Counted records that reached the log two minutes or more after their event minute. Absent: not known. */
  late: offsets.optional(),
  duplicate: offsets,
  ignored: offsets,
  rejected: offsets,
  /** Offsets without a data record: control records, aborted transactions, compaction gaps. */
  skipped: offsets,
  /** Offsets that retention took before they were read, or that could not be decoded. */
  lost: offsets,
  ignoredByKind: z.record(z.string(), offsets),
  rejectedByCode: z.record(z.string(), offsets),
  /** The offsets that are lost: `from` included, `to` not. Absent: none, or a row of an earlier release. */
  lostRanges: z.array(z.object({ from: offsets, to: offsets })).optional(),
  /**
   * Counted records that are kept whole as evidence, those that are over a quota, and of the kept ones those that
   * Elasticsearch refused for good. Absent: a chunk of which no evidence is kept.
   */
  evidenceKept: offsets.optional(),
  evidenceOver: offsets.optional(),
  evidenceRefused: offsets.optional(),
  /** Start of each UTC hour (milliseconds) that the chunk's counted events fall in. */
  hours: z.array(z.number().int()),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

/** How far the owner of a partition has come; published each second and kept in Elasticsearch. */
export const watermark = rowSource.extend({
  /** First offset that the ledger covers. */
  start: offsets,
  /** Next offset to process: all before are acknowledged by Elasticsearch. Also the version. */
  processed: offsets,
  /** End of the log (next offset to be written). `pending = logEnd - processed`. */
  logEnd: offsets,
  /** Highest event time counted (milliseconds), or null before the first event. */
  eventTime: z.number().int().nullable(),
  /** Log time of the last record processed (milliseconds), or null before the first. */
  logTime: z.number().int().nullable(),
  /** Wall clock of the collector when this was made (milliseconds). */
  at: z.number().int(),
  /** UTC hours (start, ms) whose figure is to be read from minute rows of this source; all others from hour rows. */
  openHours: z.array(z.number().int()),
  /** Taipei days (start, ms) whose figure is to be read from hours of this source; all others from day rows. */
  openDays: z.array(z.number().int()),
  /**
   * The instant up to which everything that the log held is in the stored sketches, which are written less often than
   * rows (milliseconds), or null before the first. Absent: a collector that makes none.
   */
  sketchesAsOf: z.number().int().nullable().optional(),
  /** The same of evidence. Absent: a collector that keeps none. */
  evidenceAsOf: z.number().int().nullable().optional(),
  /** The same of signs of life. Absent: a collector that keeps none. */
  signsAsOf: z.number().int().nullable().optional(),
  /** True when every closed hour and day has rows of all kinds. Absent: a collector that makes totals alone. */
  allKinds: z.boolean().optional(),
});
export type Watermark = z.infer<typeof watermark>;

/** Events of a chunk's counted records: what its minute rows of one kind add up to. */
export function eventsOf(row: Pick<LedgerRow, 'counted' | 'events'>): number {
  return row.events ?? row.counted;
}
