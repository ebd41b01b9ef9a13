import { row, type Row, type VersionedRow } from '@lianfang/contract';
import { readTraffic } from '../read-traffic';
import type { Traffic } from '../generator/traffic';
import { detailBatches, detailRows, totalsRows } from './past-rows';
import { minutesOf, pastSpanOf, taipeiDayOf } from './past-span';

const FOLDER = 'deploy/local/demonstration';
const NOW = Date.parse('2026-11-22T21:12:34.567Z');
const HOUR_MS = 3_600_000;

function traffic(seed = 7): Traffic {
  const files = { directory: `${FOLDER}/directory.yaml`, countries: `${FOLDER}/countries.csv` };
  return readTraffic(files, { seed, rate: 501, format: 'mixed' });
}

function sumBy(rows: readonly Row[], key: (one: Row) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of rows) sums.set(key(one), (sums.get(key(one)) ?? 0) + one.count);
  return sums;
}

const cell = (one: Row): string => `${one.county} ${one.direction} ${one.disposition}`;

describe("the demonstration's past", () => {
  const made = traffic();
  const span = pastSpanOf(NOW);
  const versioned = [...totalsRows(made, span)];
  const rows = versioned.map((one) => one.row);
  const tier = (name: Row['tier']) => rows.filter((one) => one.tier === name);

  it('ends at the start of the minute and reaches back 24 hours in minutes and 8 weeks in hours and days', () => {
    expect(new Date(span.end).toISOString()).toBe('2026-11-22T21:12:00.000Z');
    const times = (name: Row['tier']) => [...new Set(tier(name).map(({ time }) => time))].sort((a, b) => a - b);
    expect(times('minute')[0]).toBe(Date.parse('2026-11-21T21:00:00Z'));
    expect(times('minute').at(-1)).toBe(Date.parse('2026-11-22T21:11:00Z'));
    expect(times('minute')).toHaveLength(24 * 60 + 12);
    expect(times('hour')[0]).toBe(Date.parse('2026-09-28T00:00:00+08:00'));
    expect(times('hour').at(-1)).toBe(Date.parse('2026-11-22T21:00:00Z'));
    expect(times('hour')).toHaveLength(56 * 24 + 6);
    expect(times('day')).toHaveLength(57);
  });

  it('has rows that the contract accepts, each id once', () => {
    for (const one of rows.slice(0, 2000)) expect(row.safeParse(one).success).toBe(true);
    expect(new Set(versioned.map(({ id }) => id)).size).toBe(versioned.length);
  });

  it('adds up: hours to their minutes, days to their hours', () => {
    const hourOf = ({ time }: Row) => Math.floor(time / HOUR_MS) * HOUR_MS;
    const fromMinutes = sumBy(tier('minute'), (one) => `${hourOf(one)} ${cell(one)}`);
    const covered = tier('hour').filter(({ time }) => time >= span.minutesFrom);
    expect(sumBy(covered, (one) => `${one.time} ${cell(one)}`)).toEqual(fromMinutes);
    const fromHours = sumBy(tier('hour'), (one) => `${taipeiDayOf(one.time)} ${cell(one)}`);
    expect(sumBy(tier('day'), (one) => `${one.time} ${cell(one)}`)).toEqual(fromHours);
  });

  it('has a level of about 1.3 billion in 30 days', () => {
    const month = tier('day').filter(
      ({ time }) => time >= taipeiDayOf(span.end) - 30 * 24 * HOUR_MS && time < taipeiDayOf(span.end),
    );
    const total = month.reduce((sum, { count }) => sum + count, 0);
    expect(total / 1.3e9).toBeGreaterThan(0.95);
    expect(total / 1.3e9).toBeLessThan(1.05);
  });

  it('looks the same from minutes and from hours where one becomes the other', () => {
    const perHour = (time: number) =>
      tier('hour')
        .filter((one) => one.time === time)
        .reduce((sum, { count }) => sum + count, 0);
    const before = perHour(span.minutesFrom - HOUR_MS);
    const after = perHour(span.minutesFrom);
    expect(Math.abs(after / before - 1)).toBeLessThan(0.35);
  });

  it('gives the same rows for the same seed, and is a small number of them', () => {
    const short = {
      start: span.end - 48 * HOUR_MS,
      minutesFrom: Math.floor(span.end / HOUR_MS) * HOUR_MS,
      end: span.end,
    };
    const some = [...totalsRows(made, short)];
    expect([...totalsRows(traffic(), short)]).toEqual(some);
    expect([...totalsRows(traffic(8), short)].slice(0, 100)).not.toEqual(some.slice(0, 100));
    expect(versioned.length).toBeLessThan(500_000);
  });

  it('has finer rows that add up to the totals of each minute', () => {
    const totals = tier('minute');
    for (const minute of minutesOf(span).slice(-3)) {
      const details: VersionedRow[] = detailRows(made, minute);
      const here = totals.filter(({ time }) => time === minute);
      const outcome = ({ county, disposition }: Row) => `${county} ${disposition}`;
      const of = (kind: Row['kind']) => details.map((one) => one.row).filter((one) => one.kind === kind);
      expect(sumBy(of('countries'), outcome)).toEqual(sumBy(here, outcome));
      expect(sumBy(of('categories'), cell)).toEqual(sumBy(here, cell));
      const located = here.filter(({ county }) => county !== 'unlocated');
      expect(sumBy(of('agencies'), outcome)).toEqual(sumBy(located, outcome));
      for (const one of details.slice(0, 500)) expect(row.safeParse(one.row).success).toBe(true);
      expect(new Set(details.map(({ id }) => id)).size).toBe(details.length);
    }
  });

  it('has finer hours and days that add up to the totals, and to what is below them', () => {
    const minutesFrom = Math.floor(span.end / HOUR_MS) * HOUR_MS;
    const short = { start: taipeiDayOf(span.end) - 24 * HOUR_MS, minutesFrom, end: span.end };
    const details = [...detailBatches(made, short)].flat();
    const totals = [...totalsRows(made, short)].map((one) => one.row).filter((one) => one.tier !== 'minute');
    const fine = details.map((one) => one.row);
    expect(new Set(details.map(({ id }) => id)).size).toBe(details.length);
    for (const one of fine.filter(({ tier: name }) => name !== 'minute').slice(0, 500))
      expect(row.safeParse(one).success).toBe(true);
    const outcome = ({ tier: name, time, county, disposition }: Row) => `${name} ${time} ${county} ${disposition}`;
    const of = (kind: Row['kind']) => fine.filter((one) => one.kind === kind && one.tier !== 'minute');
    const whole = sumBy(totals, (one) => `${one.tier} ${one.time} ${cell(one)}`);
    expect(sumBy(of('categories'), (one) => `${one.tier} ${one.time} ${cell(one)}`)).toEqual(whole);
    expect(sumBy(of('countries'), outcome)).toEqual(sumBy(totals, outcome));
    const located = totals.filter(({ county }) => county !== 'unlocated');
    expect(sumBy(of('agencies'), outcome)).toEqual(sumBy(located, outcome));
    const agency = (one: Row) => `${one.agency} ${one.category} ${one.disposition}`;
    const minutes = fine.filter((one) => one.tier === 'minute' && one.kind === 'agencies');
    const hours = of('agencies').filter((one) => one.tier === 'hour' && one.time >= short.minutesFrom);
    expect(sumBy(hours, agency)).toEqual(sumBy(minutes, agency));
  });

  it('has the finer kinds of 30 days by hour, of all days, and of the shown minutes first', () => {
    const few = { ...traffic(), streamsAt: (second: number) => made.streamsAt(second).slice(0, 3) } as Traffic;
    const short = { ...span, minutesFrom: Math.floor(span.end / HOUR_MS) * HOUR_MS };
    const batches = [...detailBatches(few, short)].filter((batch) => batch.length > 0);
    const place = (batch: readonly VersionedRow[] | undefined) => [batch?.[0]?.row.tier, batch?.[0]?.row.time];
    expect(place(batches[0])).toEqual(['minute', span.end - 60_000]);
    expect(place(batches[12])).toEqual(['hour', Math.floor(span.end / HOUR_MS) * HOUR_MS]);
    const of = (name: Row['tier']) => batches.filter((batch) => batch[0]?.row.tier === name);
    expect(of('day')).toHaveLength(57);
    expect(Math.min(...of('hour').map((batch) => batch[0]?.row.time ?? 0))).toBe(
      taipeiDayOf(span.end) - 30 * 24 * HOUR_MS,
    );
    expect(of('minute')).toHaveLength(12);
  });
});
