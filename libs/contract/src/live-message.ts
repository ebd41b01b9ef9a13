import { z } from 'zod';
import { ledgerRow, watermark } from './ledger';
import { versionedRevision } from './revision';
import { versionedRow } from './row';

const generation = z.number().int().optional();

/**
 * One message on `rows.live`. Rows come after they are stored, grouped by county (the message key); ledger and
 * watermark are the centre's. A reader keeps the highest version of each row id, so replays change nothing.
 * Of one source, in this order: rows, then the ledger row, then the watermark that covers them.
 *
 * `generation` is that of the indices which they were written to: it rises when a rebuild put others in place. Who holds rows
 * in memory loads them again when it rises, and passes over rows and ledger rows of a lower one: their sender publishes them
 * again. Absent (an earlier release): 1.
 */
export const liveMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('rows'),
    county: z.string(),
    rows: z.array(versionedRow),
    /** What of them came late; of the same county. A reader that does not know it leaves it out. */
    revisions: z.array(versionedRevision).optional(),
    generation,
  }),
  z.object({ type: z.literal('ledger'), ledger: ledgerRow, generation }),
  z.object({ type: z.literal('watermark'), watermark }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
