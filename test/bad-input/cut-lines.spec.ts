import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ThreatEvent } from '@lianfang/contract';
import { plainEvent } from '@lianfang/testing';
import { logRecord, outcomeOf } from './collector-in-memory';
import { SPELLINGS, WHOLE } from './spellings';

const FORMATS = join(import.meta.dirname, '../../libs/normalise/src');
const AT = Date.UTC(2026, 10, 20, 4, 0, 30);

/**
 * What may be otherwise in a line that breaks off and counts all the same, because its format has no end that could be
 * missing. The README of the format says so, by the heading.
 */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  cef: 'time observer source destination transport rule count disposition initiator category severity vendorSeverity vendorCategory ignored'.split(
    ' ',
  ),
  checkpoint:
    'time observer source destination transport rule count disposition category severity vendorSeverity vendorCategory ignored'.split(
      ' ',
    ),
  cisco: 'source destination transport rule count disposition category severity vendorCategory ignored'.split(' '),
  fortigate: 'source destination transport rule count disposition category severity vendorCategory ignored'.split(' '),
  panos: 'observer source rule vendorCategory ignored'.split(' '),
  snort: 'destination disposition'.split(' '),
};
const HEADING = /^(?:## |\*\*)A (?:line|record) that breaks off/m;

interface WholeLine {
  readonly name: string;
  readonly line: string;
  readonly logTime: number;
  /** Fields that may differ. */
  readonly mayDiffer: readonly string[];
}

/** Of one line of each spelling, what may be otherwise is named more closely. */
const OWN_EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  cef: 'time source destination transport count disposition'.split(' '),
  fortigate: ['transport', 'rule'],
  'snort row': ['disposition'],
  'snort fast': ['destination'],
};

const OWN: readonly WholeLine[] = SPELLINGS.map((spelling) => ({
  name: spelling.name,
  line: spelling.line(AT, WHOLE),
  logTime: AT + 5_000,
  mayDiffer: OWN_EXCEPTIONS[spelling.name] ?? [],
}));

function golden(): readonly WholeLine[] {
  return readdirSync(FORMATS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: format }) => {
      const folder = join(FORMATS, format, 'golden');
      return readdirSync(folder).flatMap((file): WholeLine[] => {
        const golden = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        const time = golden.expected.event?.time;
        if (golden.expected.kind !== 'threat' || time === undefined || golden.clock !== undefined) return [];
        const line = golden.line ?? JSON.stringify(golden.record);
        return [{ name: `${format}/${file}`, line, logTime: time + 3_000, mayDiffer: EXCEPTIONS[format] ?? [] }];
      });
    });
}

/** What counts of an event (ids are no figure), or what else became of the record. */
function figuresOf(line: Buffer, logTime: number): Partial<ThreatEvent> | string {
  const outcome = outcomeOf(logRecord(line, { logTime }));
  if (outcome.kind !== 'counted') return outcome.kind;
  const { eventId: _eventId, alsoKnownAs: _alsoKnownAs, ...figures } = plainEvent(outcome.event);
  return figures;
}

function differences(one: object, other: object): string[] {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const text = (of: object, key: string): string => JSON.stringify((of as Record<string, unknown>)[key]) ?? '';
  return [...keys].filter((key) => text(one, key) !== text(other, key));
}

/** Where a line was cut and counted otherwise, with the fields that differ. */
function otherwise({ line, logTime, mayDiffer }: WholeLine): string[] {
  const bytes = Buffer.from(line);
  const whole = figuresOf(bytes, logTime);
  if (typeof whole === 'string') return [`the whole line is ${whole}`];
  const found = new Map<string, number[]>();
  for (let end = 0; end < bytes.length; end += 1) {
    const cut = figuresOf(bytes.subarray(0, end), logTime);
    const fields = cut === 'rejected' ? [] : typeof cut === 'string' ? [cut] : differences(whole, cut);
    for (const field of fields) if (!mayDiffer.includes(field)) found.set(field, [...(found.get(field) ?? []), end]);
  }
  return [...found].map(
    ([field, ends]) =>
      `${field} at ${ends[0]} to ${ends.at(-1)}: …${line.slice(Math.max(0, (ends.at(-1) ?? 0) - 20), ends.at(-1))}`,
  );
}

describe('B2: a whole line cut at every byte', () => {
  it.each(OWN.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    expect(otherwise(one)).toEqual([]);
  });

  it.each(golden().map((one) => [one.name, one] as const))('%s', (_name, one) => {
    expect(otherwise(one)).toEqual([]);
  });

  it.each(Object.keys(EXCEPTIONS))('%s says why', (format) => {
    expect(readFileSync(join(FORMATS, format, 'README.md'), 'utf8')).toMatch(HEADING);
  });
});
