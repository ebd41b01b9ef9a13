import type { RowSource, Watermark } from '@lianfang/contract';
import { watermarkMessage } from '../live-messages';
import { OpenPeriods } from '../partition/open-periods';
import { rollUpDue, type RollUpParts } from '../partition/roll-up-due';

/** Where hours and days of an orphan go. */
export type OrphanParts = Pick<RollUpParts, 'rows' | 'sketches' | 'log' | 'rowsLive' | 'report'>;

/** Of a log that nobody counts any more every period is over. */
const PAST = { log: Infinity, steady: Infinity };

/**
 * Makes the hours and days that were left open when a log came to its end: the topic was deleted, or made again. Nobody
 * owns it, so whoever keeps retention does it; what comes out is the same, and doing it twice writes the same.
 * @returns the watermark with what is still open.
 */
export async function closeOrphan(mark: Watermark, parts: OrphanParts): Promise<Watermark> {
  const { topic, epoch, partition, openHours, openDays, processed } = mark;
  const source: RowSource = { topic, epoch, partition };
  const periods = new OpenPeriods(openHours, openDays);
  const generations = await parts.rows.generations();
  const work = { source, version: processed, periods, now: PAST, generations };
  await rollUpDue(work, {
    ...parts,
    // Its chunks are nobody's, so no sketches of them wait in memory.
    flushSketches: async () => undefined,
    persist: (_, step) => step(),
  });
  const closed: Watermark = {
    ...mark,
    openHours: periods.openHours(),
    openDays: periods.openDays(),
    at: Math.max(mark.at + 1, Date.now()),
  };
  await parts.rows.writeWatermark(closed);
  await parts.log.append(parts.rowsLive, [watermarkMessage(closed)]);
  return closed;
}
