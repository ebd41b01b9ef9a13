import { OpenPeriods } from './open-periods';

const HOUR = 3_600_000;
const hour = Date.parse('2026-11-22T10:00:00+08:00');
const day = Date.parse('2026-11-22T00:00:00+08:00');

describe('OpenPeriods', () => {
  it('opens an hour and its Taipei day, once', () => {
    const periods = new OpenPeriods([], []);
    expect(periods.touch([hour + 5], hour + 5)).toBe(true);
    expect(periods.touch([hour + 6], hour + 6)).toBe(false);
    expect([periods.openHours(), periods.openDays()]).toEqual([[hour], [day]]);
  });

  it('holds an hour to be due when it has ended and is quiet', () => {
    const periods = new OpenPeriods([], []);
    periods.touch([hour], 1000);
    expect(periods.hoursDue({ log: hour + HOUR, steady: 2000 }, 0, 5000)).toEqual([]);
    expect(periods.hoursDue({ log: hour + HOUR - 1, steady: 6000 }, 0, 5000)).toEqual([]);
    expect(periods.hoursDue({ log: hour + HOUR, steady: 6000 }, 0, 5000)).toEqual([hour]);
  });

  it('keeps an hour open that was written to during its rollup', () => {
    const periods = new OpenPeriods([hour], [day]);
    periods.touch([hour], 500);
    periods.closeHour(hour, 499);
    expect(periods.openHours()).toEqual([hour]);
    periods.closeHour(hour, 500);
    expect(periods.openHours()).toEqual([]);
  });

  it('holds a day to be due when it has ended and none of its hours is open', () => {
    const periods = new OpenPeriods([hour], [day]);
    expect(periods.daysDue({ log: day + 25 * HOUR, steady: 0 }, 0)).toEqual([]);
    periods.closeHour(hour, 0);
    expect(periods.daysDue({ log: day + 23 * HOUR, steady: 0 }, 0)).toEqual([]);
    expect(periods.daysDue({ log: day + 25 * HOUR, steady: 0 }, 0)).toEqual([day]);
  });
});
