import { CENTRE_ONLY } from '@lianfang/contract';
import type { SeriesQuestion, SeriesReading, Stretch } from '@lianfang/store';
import { eventually } from '@lianfang/testing';
import { QuestionGate } from './question-gate';
import { SeriesDesk, type SeriesSource } from './series-desk';

const freshness = { state: 'live', asOf: 0, pending: 0 } as const;
const rows = { minute: 1, hour: 2, day: 3 };

function source(change: Partial<SeriesSource> = {}): SeriesSource {
  return {
    read: async () => ({ series: new Map(), rows }),
    count: async () => 0,
    dropped: async () => [],
    openPeriods: () => [],
    isCounty: () => true,
    freshness: () => freshness,
    gate: new QuestionGate(),
    ...change,
  };
}

function desk(change: Partial<SeriesSource> = {}): { desk: SeriesDesk; asked: SeriesQuestion[] } {
  const asked: SeriesQuestion[] = [];
  const read = async (question: SeriesQuestion): Promise<SeriesReading> => {
    asked.push(question);
    return { series: new Map([[question.from, { blocked: 2, allowed: 1, detected: 0 }]]), rows };
  };
  return { desk: new SeriesDesk(source({ read, ...change })), asked };
}

const query = { from: '2026-11-22T10:20:30+08:00', to: '2026-11-22T12:00:00+08:00', interval: 'hour' };

describe('SeriesDesk', () => {
  it('answers points with their sum and the age of the figures', async () => {
    expect(await desk().desk.answer(query, CENTRE_ONLY)).toEqual({
      interval: 'hour',
      county: null,
      timeZone: 'Asia/Taipei',
      points: [{ time: '2026-11-22T02:00:00.000Z', blocked: 2, allowed: 1, detected: 0 }],
      total: { blocked: 2, allowed: 1, detected: 0 },
      rows,
      freshness,
    });
  });

  it.each([
    ['minute', '2026-11-22T02:20:00.000Z'],
    ['hour', '2026-11-22T02:00:00.000Z'],
    ['day', '2026-11-21T16:00:00.000Z'],
  ])('begins with the whole %s that holds `from`', async (interval, start) => {
    const { desk: it, asked } = desk();
    await it.answer({ ...query, interval }, CENTRE_ONLY);
    expect(new Date(asked[0]?.from ?? 0).toISOString()).toBe(start);
  });

  it.each([
    ['minute', '2026-11-22T04:00:00.000Z'],
    ['hour', '2026-11-22T05:00:00.000Z'],
    ['day', '2026-11-22T16:00:00.000Z'],
  ])('ends with the whole %s that begins before `to`, open or closed', async (interval, end) => {
    const { desk: it, asked } = desk();
    await it.answer({ ...query, to: '2026-11-22T12:00:00.001+08:00', interval }, CENTRE_ONLY);
    const minute = interval === 'minute' ? 60_000 : 0;
    expect(new Date((asked[0]?.to ?? 0) - minute).toISOString()).toBe(end);
  });

  describe('that chooses its interval', () => {
    const chosen = async (change: Partial<SeriesSource>, from = '2026-11-22T00:00:00+08:00'): Promise<string> => {
      const { interval } = await desk(change).desk.answer({ from, to: '2026-11-22T12:00:00+08:00' }, CENTRE_ONLY);
      return interval;
    };
    const rowsOf = (counts: Record<'minute' | 'hour' | 'day', number>) => (question: SeriesQuestion) =>
      Promise.resolve(counts[question.interval]);

    it('takes the finest for which 20,000 rows are enough', async () => {
      expect(await chosen({ count: rowsOf({ minute: 20_000, hour: 1, day: 1 }) })).toBe('minute');
      expect(await chosen({ count: rowsOf({ minute: 20_001, hour: 20_000, day: 1 }) })).toBe('hour');
      expect(await chosen({ count: rowsOf({ minute: 20_001, hour: 20_001, day: 50_000 }) })).toBe('day');
    });

    it('draws 1,500 points at most', async () => {
      expect(await chosen({}, '2026-11-21T11:00:00+08:00')).toBe('minute');
      expect(await chosen({}, '2026-11-21T10:59:00+08:00')).toBe('hour');
      expect(await chosen({}, '2026-01-01T00:00:00+08:00')).toBe('day');
    });

    it('passes over a tier of which something is no longer kept', async () => {
      const dropped = async (tier: string, { from, to }: Stretch) => (tier === 'minute' ? [{ from, to }] : []);
      expect(await chosen({ dropped })).toBe('hour');
    });
  });

  it('refuses a range of which rows are no longer kept, rather than answering with less', async () => {
    const until = Date.parse('2026-11-22T03:00:00Z');
    const { desk: it } = desk({ dropped: async () => [{ from: 0, to: until }] });
    await expect(it.answer({ ...query, interval: 'minute' }, CENTRE_ONLY)).rejects.toThrow(
      'Rows by minute are no longer kept before 2026-11-22T03:00:00.000Z. Ask from then on, or by whole hours.',
    );
    await expect(it.answer({ ...query, interval: 'day' }, CENTRE_ONLY)).rejects.toThrow(
      /by day .* Ask from then on\.$/,
    );
  });

  it('keeps to a county', async () => {
    const { desk: it, asked } = desk();
    await it.answer({ ...query, county: '63000' }, CENTRE_ONLY);
    expect(asked[0]?.county).toBe('63000');
  });

  it('reads a few ranges at once and sends the others away', async () => {
    const waiting: (() => void)[] = [];
    const nothing = { series: new Map<number, never>(), rows };
    const read = () => new Promise<SeriesReading>((resolve) => waiting.push(() => resolve(nothing)));
    const busy = new SeriesDesk(source({ read }));
    const answers = Array.from({ length: 8 }, () => busy.answer(query, CENTRE_ONLY));
    await eventually(() => waiting.length === 8, { because: 'all of them are being read' });
    await expect(busy.answer(query, CENTRE_ONLY)).rejects.toThrow(/Ask again/);
    for (const finish of waiting) finish();
    await Promise.all(answers);
    const next = busy.answer(query, CENTRE_ONLY);
    await eventually(() => waiting.length === 9, { because: 'there is room again' });
    waiting.at(-1)?.();
    await expect(next).resolves.toMatchObject({ points: [] });
  });

  it.each([
    [{ ...query, from: query.to }, /`from` must be before `to`/],
    [{ ...query, from: 'yesterday' }, /ISO 8601/],
    [{ ...query, county: '1' }, /county/],
    [{ ...query, county: ['63000', '65000'] }, /county/],
    [{ ...query, from: '2026-10-01T00:00:00Z', interval: 'minute' }, /31 days at most/],
    [{ ...query, from: '2025-10-01T00:00:00Z' }, /one year at most/],
    [undefined, /object/],
    [{}, /from: .*ISO 8601 with zone.*to: .*ISO 8601/],
    [{ ...query, limit: '7' }, /`limit`: unknown; known are `from`, `to`, `interval`, `county`/],
  ])('refuses %j and says what to ask for', async (asked, reason) => {
    await expect(desk().desk.answer(asked, CENTRE_ONLY)).rejects.toThrow(reason);
  });
});
