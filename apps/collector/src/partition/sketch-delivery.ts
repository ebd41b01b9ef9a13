import type { VersionedSketch, Watermark } from '@lianfang/contract';
import type { PartitionLedger } from './partition-ledger';

/** Sketches are larger than rows and asked for less often. */
const WRITE_EVERY_MS = 10_000;

/** How far the partition has come. */
export interface SketchProgress {
  readonly ledger: PartitionLedger;
  /** Offsets that an earlier owner has counted already: until they are counted again the open chunk's sketches lack some. */
  readonly acknowledged: number;
  /** The instant up to which everything that the log held has been counted (milliseconds), or null. */
  readonly countedTo: number | null;
  /** Monotonic clock, milliseconds. */
  readonly now: number;
}

/**
 * Decides when sketches are written: every ten seconds those of the open chunk; those of a closed chunk at once, because
 * after the next commit nobody counts that chunk again.
 */
export class SketchDelivery {
  private next = 0;
  private writtenTo: number | null;

  constructor(stored: Watermark | undefined) {
    this.writtenTo = stored?.sketchesAsOf ?? null;
  }

  /** The instant up to which everything that the log held is in the stored sketches, or null. */
  get asOf(): number | null {
    return this.writtenTo;
  }

  /** @param isForced writes the open chunk's now, as an hour is about to be rolled up. */
  async flush(
    { ledger, acknowledged, countedTo, now }: SketchProgress,
    isForced: boolean,
    write: (sketches: readonly VersionedSketch[], chunk: string) => Promise<void>,
  ): Promise<void> {
    const isDue = (isForced || now >= this.next) && ledger.next >= acknowledged;
    if (isDue) this.next = now + WRITE_EVERY_MS;
    for (const account of ledger.unsketched(isDue)) await write(account.takeSketches(), account.place.name);
    if (isDue || (ledger.next >= acknowledged && ledger.unsketched(true).length === 0)) {
      this.writtenTo = countedTo === null ? null : Math.floor(countedTo);
    }
  }
}
