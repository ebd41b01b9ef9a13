import { IndicatorRecord } from './indicator-record';

const PAGE_BITS = 20;
const PAGE_BYTES = 1 << PAGE_BITS;

/** Records one behind the other, in pages of 1 MiB: it grows without copying, and none stands in two pages. */
export class RecordPages {
  private readonly pages: Buffer[] = [];
  private used = PAGE_BYTES;

  /** @returns where the record stands. @param record of at most a page. */
  append(record: Buffer): number {
    if (this.used + record.length > PAGE_BYTES) {
      this.pages.push(Buffer.alloc(PAGE_BYTES));
      this.used = 0;
    }
    const page = this.pages.length - 1;
    const at = this.used;
    (this.pages[page] as Buffer).set(record, at);
    this.used += record.length;
    return page * PAGE_BYTES + at;
  }

  pageOf(place: number): Buffer {
    return this.pages[place >>> PAGE_BITS] as Buffer;
  }

  offsetOf(place: number): number {
    return place & (PAGE_BYTES - 1);
  }

  record(place: number): IndicatorRecord {
    return new IndicatorRecord(this.pageOf(place), this.offsetOf(place));
  }
}
