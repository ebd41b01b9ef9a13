import type { ThreatEvent } from '@lianfang/contract';
import { describeReal } from '@lianfang/testing';
import { createNormaliser } from '../normaliser';

/** What is expected is taken from the raw text here, by other code than the reader's. */

const { read } = createNormaliser({ describesIgnored: true });
/** Year-less stamps are the year of this log time. */
const clock = { timeZone: 'UTC', logTime: Date.UTC(2026, 5, 20) };

/** The value of a key that holds no blank. */
function word(raw: string, ...keys: string[]): string | undefined {
  const match = new RegExp(`[ |](?:${keys.join('|')})="?([^ "|]+)`).exec(raw);
  return match?.[1];
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function address(raw: string, ...keys: string[]): string | undefined {
  const value = word(raw, ...keys);
  return value !== undefined && IPV4.test(value) ? value : undefined;
}

function port(raw: string, ...keys: string[]): number | undefined {
  const value = word(raw, ...keys);
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** Header fields by a split at bars that no odd number of backslashes stands before. */
function header(raw: string): string[] {
  const parts: string[] = [''];
  for (const piece of raw.slice(raw.search(/\b[01]\|/)).match(/\\.|[^\\]/gs) ?? []) {
    if (piece === '|') parts.push('');
    else parts[parts.length - 1] += piece.length === 2 && /[\\|]/.test(piece[1] ?? '') ? (piece[1] ?? '') : piece;
  }
  return parts;
}

const STAMPS = [
  /[ |](?:rt|start|end|startTime|endTime)=(\d{10}(?:\d{3})?)(?= |$)/,
  /[ |]rt=((?:[A-Z][a-z]{2} \d\d|\d\d [A-Z][a-z]+) \d{4}[ :]\d\d:\d\d:\d\d)/,
  /[ |]rt=(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/,
  / (?:startTime|endTime)=[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \d{4})/,
  /UNIFIutcTime=(\S+)/,
];

/** The moment of a record, by the platform's own parser; undefined where this code does not read its spelling. */
function moment(raw: string): number | undefined {
  // The first line of the table that fits is the record's own order of times.
  for (const stamp of STAMPS) {
    const text = stamp.exec(raw)?.[1];
    if (text === undefined) continue;
    if (/^\d+$/.test(text)) return Number(text) * (text.length === 10 ? 1000 : 1);
    const plain = text.replace(/(\d{4}):/, '$1 ');
    return Date.parse(/Z$/.test(plain) ? plain : `${plain} UTC`);
  }
  return undefined;
}

const BLOCKED = /[ ]act="?(?:block|deny|drop|reset)/i;
const ALLOWED = /[ ]act="?(?:allowed|alert|None|IDS:Reset|DELIVERED)\b/;

function disposition(raw: string, name: string): string | undefined {
  if (BLOCKED.test(raw)) return 'blocked';
  if (ALLOWED.test(raw)) return 'allowed';
  return /\bblocked\b/i.test(name) ? 'blocked' : undefined;
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function expectEndpoints({ source, destination }: ThreatEvent, raw: string): void {
  // The custom IPv6 addresses stand for these where they are missing; the golden files say how they are read.
  if (/ c6a[23]=/.test(raw) && !/ (?:src|dst)=/.test(raw)) return;
  expect(source).toEqual(defined({ ip: address(raw, 'src', 'sourceAddress'), port: port(raw, 'spt', 'sourcePort') }));
  expect(destination).toEqual(
    defined({ ip: address(raw, 'dst', 'destinationAddress'), port: port(raw, 'dpt', 'destinationPort') }),
  );
}

function named(id: string, name: string): Record<string, unknown> {
  return defined({ id: id.trim() || undefined, name: name.trim() || undefined });
}

describeReal('cef', (records) => {
  const cases = records.map(({ id, raw }): [string, string] => [id, raw]);

  it.each(cases)('%s', (_id, raw) => {
    const reading = read(raw, 'cef', clock);
    expect(read(raw, undefined, clock)).toEqual(reading);
    const [, , , , classId = '', name = '', severity] = header(raw);
    if (severity === undefined) {
      expect(reading).toMatchObject({ ok: false, error: { code: 'missing-field' } });
      return;
    }
    const event = reading.ok ? reading.value.event : undefined;
    if (event === undefined) {
      // Only a record with a template's `$variable` for a port, or with words for a time, has no event.
      expect(raw).toMatch(/ dpt=\$| (?:rt|start)=(?:[A-Z][a-z]{4,} |x )/);
      return;
    }
    expectEndpoints(event, raw);
    expect(event.rule).toEqual(named(classId, name));
    expect(event.transport).toBe(word(raw, 'proto')?.toLowerCase());
    const time = moment(raw);
    expect(new Date(event.time)).toEqual(new Date(time ?? event.time));
    expect(event.disposition).toBe(disposition(raw, name) ?? event.disposition);
  });

  it('reads French months and times behind a header', () => {
    const times = new Map(
      cases.map(([id, raw]) => {
        const reading = read(raw, 'cef', clock);
        return [id, reading.ok ? reading.value.event?.time : undefined];
      }),
    );
    expect(times.get('cef-0ad4f32ba9')).toBe(Date.UTC(2015, 6, 9, 0, 27, 43));
    expect(times.get('cef-5cb3b4fdb7')).toBe(Date.UTC(2026, 2, 21, 14, 5, 2));
    expect(times.get('cef-f4dc8749da')).toBe(Date.UTC(2020, 0, 24, 22, 53, 3));
  });
});
