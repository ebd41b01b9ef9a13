import type { LogRecord, Wire } from '../log-record';

/** What nearly all records have; one for all, because one for each would have to be collected. */
export const NO_HEADERS: LogRecord['headers'] = Object.freeze({});

/** A record that stays where it was fetched to: key and value become buffers of their own only when they are asked for. */
export class FetchedRecord implements LogRecord, Wire {
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
