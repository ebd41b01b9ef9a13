import type { Rejection, RowSource } from '@lianfang/contract';
import type { HeaderValue, Headers, LogRecord } from './decode';

/** Where a record stands in the log. */
export interface LogPlace extends RowSource {
  /** Kafka clients give offsets as text. */
  readonly offset: string | number | bigint;
  /** Log time, milliseconds since 1970 UTC. */
  readonly timestamp: string | number;
}

/** A record of the dead-letter topic. */
export interface DeadLetter {
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: Record<string, Buffer | string | (Buffer | string)[]>;
}

/** The dead-letter topic takes the input's limit and this many bytes more. */
export const DEAD_LETTER_ROOM = 65_536;

const LONGEST_ORIGINAL_KEY = 4_096;
const ROOM_FOR_ORIGINAL_HEADERS = 32_768;
/** Lengths of a header's name and value. */
const HEADER_FRAMING = 16;
const ORIGINAL_HEADER = 'original-header.';
/** Lengths and batch framing around one record, and the header that says that the value was cut. */
const FRAMING = 512;

/**
 * The dead letter of a rejected record. `maxBytes` is the largest message that the dead-letter topic takes: the value is
 * kept whole unless key, headers and value together would be above it.
 */
export function deadLetter(record: LogRecord, rejection: Rejection, place: LogPlace, maxBytes: number): DeadLetter {
  const key = `${place.topic}/${place.epoch}/${place.partition}/${place.offset}`;
  const headers: DeadLetter['headers'] = {
    reason: rejection.code,
    detail: rejection.detail,
    topic: place.topic,
    epoch: String(place.epoch),
    partition: String(place.partition),
    offset: String(place.offset),
    timestamp: String(place.timestamp),
  };
  keepKey(headers, record.key);
  keepHeaders(headers, record.headers);
  const { value } = record;
  if (value === null) return { key, value, headers };
  // Key and headers have room for certain: to reckon it for each letter would take longer than to read an event.
  const isSmall = value.length <= maxBytes - DEAD_LETTER_ROOM;
  const room = isSmall ? value.length : Math.max(0, maxBytes - sizeOf(headers) - key.length - FRAMING);
  if (value.length > room) headers['truncated-from'] = String(value.length);
  // Copied: what was fetched with it must not wait in memory for the letter to be sent.
  return { key, value: Buffer.from(value.subarray(0, room)), headers };
}

function keepKey(into: DeadLetter['headers'], key: Buffer | null | undefined): void {
  if (key && key.length <= LONGEST_ORIGINAL_KEY) into['original-key'] = Buffer.from(key);
}

function keepHeaders(into: DeadLetter['headers'], headers: Headers = {}): void {
  let room = ROOM_FOR_ORIGINAL_HEADERS;
  let dropped = 0;
  for (const name of Object.keys(headers)) {
    const values = valuesOf(headers[name]);
    const size = sizeOf({ [ORIGINAL_HEADER + name]: values });
    if (size > room) {
      dropped += 1;
    } else if (values.length > 0) {
      room -= size;
      into[ORIGINAL_HEADER + name] = values.length === 1 && values[0] !== undefined ? values[0] : values;
    }
  }
  if (dropped > 0) into['original-headers-dropped'] = String(dropped);
}

function valuesOf(value: HeaderValue): (Buffer | string)[] {
  if (value === undefined || value === null) return [];
  return typeof value === 'string' || Buffer.isBuffer(value) ? [value] : [...value];
}

function sizeOf(headers: DeadLetter['headers']): number {
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    for (const one of valuesOf(value)) size += Buffer.byteLength(name) + Buffer.byteLength(one) + HEADER_FRAMING;
  }
  return size;
}
