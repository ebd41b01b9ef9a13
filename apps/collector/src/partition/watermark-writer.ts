import type { Watermark } from '@lianfang/contract';
import { watermarkMessage } from '../live-messages';
import type { Destinations } from '../pipeline';

/** A watermark that says nothing new is published each second all the same, and stored this often. */
const STORE_IDLE_MARK_MS = 10_000;

/** Does something until it succeeds; `doing` is for the log. */
export type Persist = <T>(doing: string, work: () => Promise<T>) => Promise<T>;

/** Says how far a partition has come: in Elasticsearch for who comes next, on `rows.live` for who follows. */
export class WatermarkWriter {
  private stored: { readonly state: string; readonly at: number } = { state: '', at: 0 };

  /** @param read the mark as it is now: what is tried again says what holds then. */
  constructor(
    private readonly destinations: Destinations,
    private readonly persist: Persist,
    private readonly read: () => Watermark,
  ) {}

  /** Publishes the mark, and stores it first when it says something new or the stored one is old. */
  async publish(): Promise<void> {
    const mark = this.read();
    const state = JSON.stringify([mark.processed, mark.openHours, mark.openDays]);
    const now = performance.now();
    if (state !== this.stored.state || now - this.stored.at > STORE_IDLE_MARK_MS) {
      await this.store(mark.processed);
      this.stored = { state, at: now };
    }
    const { log, rowsLive } = this.destinations;
    await this.persist('Publishing the watermark', () => log.append(rowsLive, [watermarkMessage(this.read())]));
  }

  /** @param version at which it replaces the stored one, `processed` of the mark at least. */
  async store(version: number): Promise<void> {
    await this.persist('Storing the watermark', () => {
      const mark = this.read();
      return this.destinations.rows.writeWatermark(mark, Math.max(version, mark.processed));
    });
  }
}
