import type { Watermark } from '@lianfang/contract';
import { watermark } from '@lianfang/testing';
import type { DatedIndex, RetentionFamilyName } from '@lianfang/store';
import { judgeIndices, retentionNow, type JudgedSource, type Verdict } from './judge-indices';
import { KEEP_DEFAULTS } from './keep-settings';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const today = Date.UTC(2028, 2, 10);
const keep = { ...KEEP_DEFAULTS, minutes: 15 * DAY, days: 400 * DAY };

function minutes(day: number, change: Partial<DatedIndex> = {}): DatedIndex {
  return { name: 'minutes', family: 'minutes', from: day, to: day + DAY, isHistory: false, ...change };
}

function source(mark: Partial<Watermark> = {}, change: Partial<JudgedSource> = {}): JudgedSource {
  const still = { processed: 10, logEnd: 10, logTime: today, at: today, openHours: [], openDays: [] };
  return { watermark: watermark({ ...still, ...mark }), isNewest: true, isOnBroker: true, window: 7 * DAY, ...change };
}

function judge(index: DatedIndex, sources: readonly JudgedSource[], now = today): Verdict {
  return judgeIndices([index], { keep, now, sources });
}

describe('which indices are dropped', () => {
  it('is a day that is wholly past its time, by two hours to spare, and not a millisecond earlier', () => {
    const day = minutes(today - 40 * DAY);
    const last = day.to + 60_000 + 15 * DAY + 2 * HOUR;
    expect(judge(day, [source()], last).due).toEqual([day]);
    expect(judge(day, [source()], last - 1).due).toEqual([]);
  });

  it.each<[RetentionFamilyName, number, number, number]>([
    ['hours', Date.UTC(2028, 1, 1), Date.UTC(2028, 2, 1), HOUR],
    // The row of the last Taipei day that begins in the year of UTC speaks of a day of the next one.
    ['days', Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1), DAY],
  ])('looks at the end of the last period that an index of %s holds', (family, from, to, covers) => {
    const index = minutes(from, { family, from, to });
    const last = to + covers + keep[family] + 2 * HOUR;
    expect(judge(index, [source({ at: last })], last).due).toEqual([index]);
    expect(judge(index, [source({ at: last })], last - 1).due).toEqual([]);
  });

  it('goes by the log and by the wall clock, whichever is behind', () => {
    expect(retentionNow([source(), source({ logTime: today - DAY })], today + 365 * DAY)).toBe(today);
    expect(retentionNow([source({ logTime: today + 365 * DAY })], today)).toBe(today);
    expect(retentionNow([source({ logTime: null })], today)).toBeUndefined();
  });

  it('never takes what is kept for ever', () => {
    const index = minutes(0, { isHistory: true, to: 366 * DAY });
    expect(judge(index, [source()])).toEqual({ due: [], waiting: [] });
  });

  it('waits while a log that is behind may bring events of that time', () => {
    const day = minutes(today - 40 * DAY);
    const behind = source({ processed: 5, logTime: today - 33 * DAY });
    expect(judge(day, [source(), behind]).waiting).toEqual([
      { index: day, reason: 'behind', source: behind.watermark, isOrphan: false },
    ]);
    expect(judge(day, [source({ processed: 5, logTime: today - 20 * DAY })]).due).toEqual([day]);
    expect(judge(day, [source({ processed: 0, logTime: null })]).due).toEqual([]);
  });

  it('does not wait for an earlier life of a topic, nor for a topic that is gone', () => {
    const day = minutes(today - 40 * DAY);
    const old = { processed: 5, logTime: 0 };
    expect(judge(day, [source(), source(old, { isNewest: false })]).due).toEqual([day]);
    expect(judge(day, [source(), source(old, { isOnBroker: false })]).due).toEqual([day]);
  });

  it('keeps topics of history and others apart, but for the hours that they share', () => {
    const history = source({ processed: 5 }, { window: 3650 * DAY });
    expect(judge(minutes(today - 40 * DAY), [history]).due).toHaveLength(1);
    const month = { family: 'hours', from: Date.UTC(2026, 0), to: Date.UTC(2026, 1) } as const;
    expect(judge(minutes(0, month), [source()]).due).toHaveLength(1);
    expect(judge(minutes(0, month), [history]).waiting).toMatchObject([{ reason: 'behind' }]);
  });

  it('waits for an open hour of any log, also of one that nobody counts any more', () => {
    const day = minutes(today - 40 * DAY);
    const stale = source({ openHours: [day.to - HOUR] }, { isNewest: false });
    expect(judge(day, [stale]).waiting).toMatchObject([{ reason: 'open', isOrphan: true }]);
    expect(judge(day, [source({ openHours: [day.to, day.from - HOUR] })]).due).toEqual([day]);
    expect(judge({ ...day, family: 'revisions' }, [stale]).due).toHaveLength(1);
  });

  it('waits with hours for a day that is made of them', () => {
    const month = minutes(0, { family: 'hours', from: Date.UTC(2026, 0), to: Date.UTC(2026, 1) });
    const taipei = Date.parse('2026-02-01T00:00:00+08:00');
    expect(judge(month, [source({ openDays: [taipei] })]).waiting).toMatchObject([{ reason: 'open' }]);
    expect(judge(month, [source({ openDays: [taipei + DAY] })]).due).toHaveLength(1);
  });
});
