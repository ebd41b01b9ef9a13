import { rejectedPlaceKey, type RejectedItem, type RejectedPlace, type Resent } from '@lianfang/contract';
import type { LogRecord } from '@lianfang/platform/kafka';
import { inertLine, inertText } from './inert-text';

/** A dead letter as it stands in its topic; `value` may be only its beginning. */
export interface Letter {
  /** Where it stands: partition and offset of the dead-letter topic. */
  readonly partition: number;
  readonly offset: number;
  readonly rejectedAt: number;
  /** Where the record was rejected. */
  readonly place: RejectedPlace;
  readonly code: string;
  readonly detail: string;
  readonly logTime: number;
  readonly key: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
  readonly headersDropped: number;
  readonly truncatedFrom: number | null;
  readonly value: Buffer;
  readonly size: number;
}

const ORIGINAL_HEADER = 'original-header.';
const LONGEST_CODE = 40;
const LONGEST_DETAIL = 500;
const LONGEST_SENSOR = 64;
const PREVIEW = 160;

/**
 * Reads a record of the dead-letter topic of `topic`; undefined when it is none of ours.
 * @param keep bytes of the value to keep; all without it.
 */
export function readLetter(topic: string, partition: number, record: LogRecord, keep?: number): Letter | undefined {
  const text = (name: string): string | undefined => bytesOf(record.headers[name])?.toString('utf8');
  const whole = (name: string): number => wholeNumber(text(name));
  const place = { topic, epoch: whole('epoch'), partition: whole('partition'), offset: whole('offset') };
  const code = text('reason');
  // Whoever can write to the topic could name another one: what is sent again goes to the topic of these letters only.
  if (code === undefined || text('topic') !== topic || Object.values(place).includes(NaN)) return undefined;
  const value = record.value ?? Buffer.alloc(0);
  const truncatedFrom = whole('truncated-from');
  return {
    partition,
    offset: record.offset,
    rejectedAt: record.logTime,
    place,
    code: /^[a-z-]+$/.test(code) ? code.slice(0, LONGEST_CODE) : 'unknown',
    detail: inertText(text('detail') ?? '', { most: LONGEST_DETAIL }),
    logTime: whole('timestamp') || record.logTime,
    key: bytesOf(record.headers['original-key']) ?? null,
    headers: originalHeaders(record),
    headersDropped: whole('original-headers-dropped') || 0,
    truncatedFrom: Number.isNaN(truncatedFrom) ? null : truncatedFrom,
    // A copy: a slice would hold the whole fetch in memory.
    value: keep === undefined ? value : Buffer.from(value.subarray(0, keep)),
    size: value.length,
  };
}

/** `topic.partition.offset` of the letter, for addresses. */
export function letterId({ place, partition, offset }: Letter): string {
  return `${place.topic}.${partition}.${offset}`;
}

/** The reverse of {@link letterId}. */
export function parseLetterId(id: string): { topic: string; partition: number; offset: number } | undefined {
  const match = /^([\w.-]{1,200})\.(\d{1,9})\.(\d{1,15})$/.exec(id);
  return match?.[1] === undefined
    ? undefined
    : { topic: match[1], partition: Number(match[2]), offset: Number(match[3]) };
}

/** The letter as lists show it. */
export function toItem(letter: Letter, resent: Resent | null): RejectedItem {
  const { place, code, detail, logTime, rejectedAt, size, truncatedFrom, key, value } = letter;
  return {
    id: letterId(letter),
    place,
    code,
    detail,
    logTime,
    rejectedAt,
    sensor: key && key.length > 0 ? inertLine(key, LONGEST_SENSOR) : null,
    size,
    truncatedFrom,
    preview: inertLine(value.subarray(0, PREVIEW * 4), PREVIEW),
    resent,
  };
}

/** The same for all repeats of a letter. */
export function letterKey({ place }: Letter): string {
  return rejectedPlaceKey(place);
}

function originalHeaders({ headers }: LogRecord): Record<string, Buffer> {
  const originals = Object.entries(headers).flatMap(([name, value]) => {
    const bytes = name.startsWith(ORIGINAL_HEADER) ? bytesOf(value) : undefined;
    return bytes ? [[name.slice(ORIGINAL_HEADER.length), bytes] as const] : [];
  });
  return Object.fromEntries(originals);
}

/** The last value of a header, as the reader of headers takes it. */
function bytesOf(value: LogRecord['headers'][string]): Buffer | undefined {
  const last = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? Buffer.from(last) : last;
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : NaN;
}
