import type { LogRecord, LogRecords, Wire } from '../log-record';

/** What nearly all records have; one for all, because one for each would have to be collected. */
export const NO_HEADERS: LogRecord['headers'] = Object.freeze({});

/** A record that stays where it was fetched to: key and value become buffers of their own only when they are asked for. */
class FetchedRecord implements LogRecord, Wire {
  headers = NO_HEADERS;
  keyFrom = 0;
  /** -1: no key. */
  keyLength = -1;
  valueFrom = 0;
  /** -1: no value. */
  valueLength = -1;

  constructor(
    readonly bytes: Buffer,
    readonly offset: number,
    readonly logTime: number,
  ) {}

  get wire(): Wire {
    return this;
  }

  get key(): Buffer | null {
    return this.keyLength < 0 ? null : this.bytes.subarray(this.keyFrom, this.keyFrom + this.keyLength);
  }

  get value(): Buffer | null {
    return this.valueLength < 0 ? null : this.bytes.subarray(this.valueFrom, this.valueFrom + this.valueLength);
  }
}

/** What {@link FetchedRecords} keeps of each record, one number after the other. */
const OFFSET = 0;
const KEY_FROM = 1;
const KEY_LENGTH = 2;
const VALUE_FROM = 3;
const VALUE_LENGTH = 4;
/** Which of the batch's headers: its place there, or -1. */
const HEADERS = 5;
const NUMBERS = 6;

/** One record as {@link FetchedRecords.add} takes it; filled again for each. */
export interface RecordPlace {
  /** Above the batch's first. */
  offset: number;
  logTime: number;
  keyFrom: number;
  keyLength: number;
  valueFrom: number;
  valueLength: number;
}

/**
 * The records of one batch. Where each stands is kept in one flat table; the record itself is made when it is asked for, one
 * after the other, and is gone before the garbage collector comes: what waits in memory until it is counted is copied by it,
 * again and again.
 */
export class FetchedRecords implements LogRecords {
  private readonly numbers: Int32Array;
  private readonly times: Float64Array | undefined;
  private readonly headers: LogRecord['headers'][] = [];
  length = 0;

  /**
   * @param from offset of the batch. @param most records that will be added.
   * @param logTime of all of them; undefined: each has its own.
   */
  constructor(
    readonly bytes: Buffer,
    private readonly from: number,
    most: number,
    private readonly logTime: number | undefined,
  ) {
    this.numbers = new Int32Array(most * NUMBERS);
    this.times = logTime === undefined ? new Float64Array(most) : undefined;
  }

  /** @param headers nearly always the same object as the record's before. */
  add(place: RecordPlace, headers: LogRecord['headers'] | undefined): void {
    const { numbers, length } = this;
    const at = length * NUMBERS;
    numbers[at + OFFSET] = place.offset;
    numbers[at + KEY_FROM] = place.keyFrom;
    numbers[at + KEY_LENGTH] = place.keyLength;
    numbers[at + VALUE_FROM] = place.valueFrom;
    numbers[at + VALUE_LENGTH] = place.valueLength;
    numbers[at + HEADERS] = headers === undefined ? -1 : this.placeOf(headers);
    if (this.times !== undefined) this.times[length] = place.logTime;
    this.length = length + 1;
  }

  /** Another object each time. */
  at(place: number): LogRecord | undefined {
    if (place < 0 || place >= this.length) return undefined;
    const { numbers } = this;
    const at = place * NUMBERS;
    const logTime = this.logTime ?? this.times?.[place] ?? 0;
    const record = new FetchedRecord(this.bytes, this.from + (numbers[at + OFFSET] as number), logTime);
    record.keyFrom = numbers[at + KEY_FROM] as number;
    record.keyLength = numbers[at + KEY_LENGTH] as number;
    record.valueFrom = numbers[at + VALUE_FROM] as number;
    record.valueLength = numbers[at + VALUE_LENGTH] as number;
    const headers = numbers[at + HEADERS] as number;
    if (headers >= 0) record.headers = this.headers[headers] as LogRecord['headers'];
    return record;
  }

  /** Of the first record at this offset or above; {@link length} where there is none. */
  placeFrom(offset: number): number {
    let place = 0;
    while (place < this.length && this.from + (this.numbers[place * NUMBERS + OFFSET] as number) < offset) place += 1;
    return place;
  }

  *[Symbol.iterator](): Generator<LogRecord> {
    for (let place = 0; place < this.length; place += 1) yield this.at(place) as LogRecord;
  }

  private placeOf(headers: LogRecord['headers']): number {
    if (this.headers.at(-1) !== headers) this.headers.push(headers);
    return this.headers.length - 1;
  }
}

/** Of a batch that holds none, or can't be read. */
export const NO_RECORDS = new FetchedRecords(Buffer.alloc(0), 0, 0, 0);

/** The records of several batches, from an offset on; fastest one after the other. */
export class JoinedRecords implements LogRecords {
  readonly length: number;
  /** The place of the first record of each batch here. */
  private readonly begins: number[] = [];
  private batch = 0;

  constructor(
    private readonly batches: readonly FetchedRecords[],
    from: number,
  ) {
    let length = 0;
    for (const batch of batches) {
      const skipped = batch.placeFrom(from);
      this.begins.push(length - skipped);
      length += batch.length - skipped;
    }
    this.length = length;
  }

  at(place: number): LogRecord | undefined {
    if (place < 0 || place >= this.length) return undefined;
    if (place < this.begin) this.batch = 0;
    while (place >= this.begin + this.present.length) this.batch += 1;
    return this.present.at(place - this.begin);
  }

  *[Symbol.iterator](): Generator<LogRecord> {
    for (let place = 0; place < this.length; place += 1) yield this.at(place) as LogRecord;
  }

  private get present(): FetchedRecords {
    return this.batches[this.batch] as FetchedRecords;
  }

  private get begin(): number {
    return this.begins[this.batch] as number;
  }
}
