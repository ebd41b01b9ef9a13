import { z } from 'zod';
import { ledgerRow, watermark } from './ledger';
import { versionedRevision } from './revision';
import { versionedRow } from './row';

/**
 * One message on `rows.live`. Rows come after they are stored, grouped by county (the message key); ledger and
 * watermark are the centre's. A reader keeps the highest version of each row id, so replays change nothing.
 * Of one source, in this order: rows, then the ledger row, then the watermark that covers them.
 */
export const liveMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('rows'),
    county: z.string(),
    rows: z.array(versionedRow),
    /** What of them came late; of the same county. A reader that does not know it leaves it out. */
    revisions: z.array(versionedRevision).optional(),
  }),
  z.object({ type: z.literal('ledger'), ledger: ledgerRow }),
  z.object({ type: z.literal('watermark'), watermark }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;
