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
}

/** A record whose value is text. */
export interface DecodedRecord {
  /** Without byte order mark; not empty. */
  readonly text: string;
  /** From the header `format`, trimmed and in lower case. */
  readonly format?: string;
  /** The record's key: by agreement, the sensor's name. */
  readonly sensorKey?: string;
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
  const format = headerText(record.headers, FORMAT_HEADER)?.trim().toLowerCase();
  const sensorKey = keyText(record.key);
  return ok({ text, ...(format && { format }), ...(sensorKey && { sensorKey }) });
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
