import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { FORMAT_HEADER, err, ok, rejection, type Rejection, type Result } from '@lianfang/contract';

/** A header as Kafka clients give it: a name may occur several times. */
export type HeaderValue = Buffer | string | readonly (Buffer | string)[] | undefined;
export type Headers = Readonly<Record<string, HeaderValue>>;

/** What we read of a Kafka record. */
export interface LogRecord {
  readonly value: Buffer | null;
  readonly key?: Buffer | null | undefined;
  readonly headers?: Headers | undefined;
  /** Where key and value stand in what was fetched, if they still do. A length of -1: there is none. */
  readonly wire?: Wire | undefined;
}

/** Key and value of a record among others. */
export interface Wire {
  readonly bytes: Buffer;
  readonly keyFrom: number;
  readonly keyLength: number;
  readonly valueFrom: number;
  readonly valueLength: number;
}

/** A record whose value is text. */
export interface DecodedRecord extends Stated {
  /** Without byte order mark; not empty. */
  readonly text: string;
}

/** Values above this many bytes are rejected unless the topic says otherwise (256 KiB). */
export const DEFAULT_MAX_BYTES = 262_144;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const LONGEST_KEY = 256;

/** Turns one record into text. The size is checked first, so that a huge value costs nothing. */
export function decode(record: LogRecord, limits: { readonly maxBytes: number }): Result<DecodedRecord, Rejection> {
  const { value } = record;
  if (value === null || value.length === 0) return err(rejection('empty', 'the record has no value'));
  if (value.length > limits.maxBytes) {
    return err(rejection('too-large', `${value.length} bytes; the limit is ${limits.maxBytes}`));
  }
  // UTF-16 of plain ASCII is valid UTF-8 with a NUL in every second byte; no text format that we read may hold a NUL.
  if (!isUtf8(value)) return err(rejection('not-text', 'the value is not UTF-8 text'));
  if (value.includes(0)) return err(rejection('not-text', 'the value holds a NUL, as UTF-16 and binary data do'));
  const text = value.toString('utf8', hasByteOrderMark(value) ? BYTE_ORDER_MARK.length : 0);
  if (!/\S/.test(text)) return err(rejection('empty', 'the value is only white space'));
  return ok({ text, ...statedOf(record) });
}

/** What a record says beside its value. */
export interface Stated {
  /** From the header `format`, trimmed and in lower case. */
  readonly format?: string;
  /** The record's key: by agreement, the sensor's name. */
  readonly sensorKey?: string;
}

/** Format and sensor of a record, without its value. */
export function statedOf(record: LogRecord): Stated {
  const { headers, wire } = record;
  const format = headers === last.headers ? last.format : statedFormat(headers);
  if (wire !== undefined && wire.keyLength > 0) return known.find(wire, format);
  // The key is asked for only here: it may be cut out by asking.
  return stated(format, wire === undefined ? keyText(record.key) : undefined);
}

function stated(format: string | undefined, sensorKey: string | undefined): Stated {
  return { ...(format && { format }), ...(sensorKey && { sensorKey }) };
}

/** Records of one sensor come with the same headers, as the same object. */
const last: { headers: Headers | undefined; format: string | undefined } = { headers: undefined, format: undefined };

function statedFormat(headers: Headers | undefined): string | undefined {
  last.format = headerText(headers, FORMAT_HEADER)?.trim().toLowerCase();
  last.headers = headers;
  return last.format;
}

/** The last value of a header as text, or undefined. */
export function headerText(headers: Headers | undefined, name: string): string | undefined {
  if (headers === undefined || !Object.hasOwn(headers, name)) return undefined;
  const value = headers[name];
  const last = Array.isArray(value)
    ? (value as readonly (Buffer | string)[]).at(-1)
    : (value as Buffer | string | undefined);
  return last?.toString();
}

function hasByteOrderMark(value: Buffer): boolean {
  return value.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
}

function keyText(key: Buffer | null | undefined): string | undefined {
  if (!key || key.length === 0) return undefined;
  if (key.length > LONGEST_KEY) return `sha1:${createHash('sha1').update(key).digest('base64url')}`;
  return isUtf8(key) ? key.toString('utf8') : `base64:${key.toString('base64url')}`;
}

const SLOTS = 1_024;

/** What was stated by the sensors that were met last: there are few, and each record names one. */
class KnownSensors {
  private readonly keys = new Array<Buffer | undefined>(SLOTS).fill(undefined);
  private readonly statedBy = new Array<Stated>(SLOTS).fill({});

  /** @param format as the record states it. */
  find({ bytes, keyFrom, keyLength }: Wire, format: string | undefined): Stated {
    const slot = slotOf(bytes, keyFrom, Math.min(keyLength, LONGEST_KEY));
    const known = this.statedBy[slot] as Stated;
    const isSame = isAt(bytes, keyFrom, keyLength, this.keys[slot]);
    if (isSame && known.format === (format || undefined)) return known;
    return isSame
      ? this.enter(slot, stated(format, known.sensorKey))
      : this.open(slot, keyOf(bytes, keyFrom, keyLength), format);
  }

  private open(slot: number, key: Buffer, format: string | undefined): Stated {
    this.keys[slot] = key.length > LONGEST_KEY ? undefined : key;
    return this.enter(slot, stated(format, keyText(key)));
  }

  private enter(slot: number, one: Stated): Stated {
    this.statedBy[slot] = one;
    return one;
  }
}

/** A copy: what was fetched must not be held by a name. */
function keyOf(bytes: Buffer, from: number, length: number): Buffer {
  return Buffer.from(bytes.subarray(from, from + length));
}

function slotOf(bytes: Buffer, from: number, length: number): number {
  let hash = length;
  for (let at = from + length - 1; at >= from; at -= 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return (Math.imul(hash, 0x9e3779b1) >>> 16) & (SLOTS - 1);
}

function isAt(bytes: Buffer, from: number, length: number, key: Buffer | undefined): boolean {
  if (key === undefined || key.length !== length) return false;
  for (let at = 0; at < length; at += 1) if (bytes[from + at] !== key[at]) return false;
  return true;
}

const known = new KnownSensors();
