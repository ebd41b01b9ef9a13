import { cutRange, wholeIntervals } from './cut-range';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const stretch = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('cutRange', () => {
  it('reads whole Taipei days from days, whole hours beside them from hours, and the rest from minutes', () => {
    expect(cutRange(stretch('2026-10-30T21:58:00', '2026-11-03T02:01:00'))).toEqual({
      days: [stretch('2026-10-31T00:00:00', '2026-11-03T00:00:00')],
      hours: [
        stretch('2026-10-30T22:00:00', '2026-10-31T00:00:00'),
        stretch('2026-11-03T00:00:00', '2026-11-03T02:00:00'),
      ],
      minutes: [
        stretch('2026-10-30T21:58:00', '2026-10-30T22:00:00'),
        stretch('2026-11-03T02:00:00', '2026-11-03T02:01:00'),
      ],
    });
  });

  it.each([
    ['a month', '2026-10-01T00:00:00', '2026-11-01T00:00:00'],
    ['February of a leap year', '2028-02-01T00:00:00', '2028-03-01T00:00:00'],
    ['a day', '2028-02-29T00:00:00', '2028-03-01T00:00:00'],
  ])('reads %s of Taipei from days alone', (_, from, to) => {
    expect(cutRange(stretch(from, to))).toEqual({ days: [stretch(from, to)], hours: [], minutes: [] });
  });

  it('reads a month of UTC from days and the hours at its ends', () => {
    const month = { from: Date.UTC(2026, 9), to: Date.UTC(2026, 10) };
    const { days, hours, minutes } = cutRange(month);
    expect(days).toEqual([stretch('2026-10-02T00:00:00', '2026-11-01T00:00:00')]);
    expect(hours.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([16, 8]);
    expect(minutes).toEqual([]);
  });

  it.each([
    ['no whole day', '2026-11-22T00:01:00', '2026-11-22T23:59:00'],
    ['no whole hour', '2026-11-22T10:01:00', '2026-11-22T10:59:00'],
    ['no whole hour across midnight', '2026-11-22T23:59:00', '2026-11-23T00:01:00'],
    ['one minute', '2026-11-22T23:59:00', '2026-11-23T00:00:00'],
    ['years', '2026-02-03T04:05:00', '2028-03-01T23:59:00'],
  ])('covers every minute of a range with %s once', (_, from, to) => {
    const range = stretch(from, to);
    const { days, hours, minutes } = cutRange(range);
    const parts = [...days, ...hours, ...minutes].sort((a, b) => a.from - b.from);
    expect(parts[0]?.from).toBe(range.from);
    expect(parts.at(-1)?.to).toBe(range.to);
    parts.slice(1).forEach((part, index) => expect(part.from).toBe(parts[index]?.to));
  });
});

describe('wholeIntervals', () => {
  it('keeps the last millisecond of a Taipei day apart from the first of the next', () => {
    const midnight = at('2028-03-01T00:00:00');
    const day = { from: midnight - 86_400_000, to: midnight };
    expect(wholeIntervals({ from: midnight - 1, to: midnight }, 'day')).toEqual(day);
    expect(wholeIntervals({ from: midnight, to: midnight + 1 }, 'day').from).toBe(midnight);
    expect(wholeIntervals({ from: midnight - 1, to: midnight + 1 }, 'hour')).toEqual({
      from: midnight - 3_600_000,
      to: midnight + 3_600_000,
    });
  });
});
