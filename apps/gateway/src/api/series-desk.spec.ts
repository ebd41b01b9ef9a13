import { CENTRE_ONLY } from '@lianfang/contract';
import type { SeriesQuestion, SeriesReading, Stretch } from '@lianfang/store';
import { eventually } from '@lianfang/testing';
import { QuestionGate } from './question-gate';
import { SeriesDesk, type SeriesSource } from './series-desk';

const freshness = { state: 'live', asOf: 0, pending: 0 } as const;
const rows = { minute: 1, hour: 2, day: 3 };

const none = { blocked: 0, allowed: 0, detected: 0 };
const untold = { series: new Map(), counted: true };

function source(change: Partial<SeriesSource> = {}): SeriesSource {
  return {
    read: async () => ({ series: new Map(), split: undefined, overflow: none, untold, rows }),
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
    const series = new Map([[question.from, { blocked: 2, allowed: 1, detected: 0 }]]);
    return { series, split: undefined, overflow: none, untold, rows };
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
      kind: 'totals',
      points: [{ time: '2026-11-22T02:00:00.000Z', blocked: 2, allowed: 1, detected: 0 }],
      split: null,
      total: { blocked: 2, allowed: 1, detected: 0 },
      overflow: none,
      untold: { points: [], counted: true },
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
      const month = '2026-10-22T00:00:00+08:00';
      expect(await chosen({ count: rowsOf({ minute: 20_001, hour: 20_001, day: 50_000 }) }, month)).toBe('day');
    });

    it('takes hours of a few days, even where they cost more than a screen would ask for', async () => {
      const dear = { count: rowsOf({ minute: 2_000_000, hour: 300_000, day: 1 }) };
      const by = (from: string) =>
        desk(dear).desk.answer({ from, to: '2026-11-22T12:00:00+08:00', by: 'agency' }, CENTRE_ONLY);
      expect((await by('2026-11-21T12:00:00+08:00')).interval).toBe('hour');
      await expect(by('2026-10-22T12:00:00+08:00')).resolves.toMatchObject({ interval: 'day' });
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

  it('refuses what would add up more rows, or answer more points, than anybody can wait for', async () => {
    const month = { from: '2026-10-01T00:00:00+08:00', to: '2026-10-31T00:00:00+08:00', interval: 'minute' };
    await expect(desk({ count: async () => 1_000_001 }).desk.answer(month, CENTRE_ONLY)).rejects.toThrow(
      /1000001 rows.*Ask for a shorter range, a longer interval/,
    );
    await expect(desk().desk.answer({ ...month, by: 'county' }, CENTRE_ONLY)).rejects.toThrow(
      /432000 points; 250000 are the most\. Ask for a shorter range, a longer interval or fewer `keys`\./,
    );
    expect((await desk().desk.answer(month, CENTRE_ONLY)).interval).toBe('minute');
  });

  it('tells of events that were not told apart when they were counted', async () => {
    const untoldHour = {
      series: new Map([[Date.parse('2026-11-22T02:00:00Z'), { ...none, blocked: 3 }]]),
      counted: false,
    };
    const read = async (): Promise<SeriesReading> => ({
      series: new Map(),
      split: undefined,
      overflow: none,
      untold: untoldHour,
      rows,
    });
    expect((await desk({ read }).desk.answer({ ...query, category: 'fraud' }, CENTRE_ONLY)).untold).toEqual({
      points: [{ time: '2026-11-22T02:00:00.000Z', blocked: 3, allowed: 0, detected: 0 }],
      counted: false,
    });
  });

  it('answers with the age of the county’s own figures, and tells a county of no records that wait', async () => {
    const freshnessOf = (county?: string) => ({ state: 'live', asOf: county === '63000' ? 7 : 1, pending: 9 }) as const;
    const { desk: it } = desk({ freshness: freshnessOf });
    expect((await it.answer({ ...query, county: '63000' }, CENTRE_ONLY)).freshness).toMatchObject({
      asOf: 7,
      pending: 9,
    });
    expect((await it.answer(query, { county: '63000' })).freshness).toEqual({ state: 'live', asOf: 7, pending: null });
    expect((await it.answer(query, CENTRE_ONLY)).freshness).toMatchObject({ asOf: 1, pending: 9 });
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
    const nothing = { series: new Map<number, never>(), split: undefined, overflow: none, untold, rows };
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

  describe('told apart', () => {
    const at = Date.parse('2026-11-22T02:00:00Z');
    const of = (blocked: number, allowed = 0) => ({ blocked, allowed, detected: 0 });
    const HOUR_MS = 3_600_000;

    it('has keys and a rest that add up to the points, interval by interval', async () => {
      const read = async (): Promise<SeriesReading> => ({
        series: new Map([
          [at, of(10, 2)],
          [at + HOUR_MS, of(3)],
        ]),
        split: new Map([
          ['intrusions', new Map([[at, of(6)]])],
          // Seen a moment before the whole was: it raises it.
          ['fraud', new Map([[at + HOUR_MS, of(4, 1)]])],
          ['other', new Map()],
        ]),
        overflow: of(7),
        untold,
        rows,
      });
      const answer = await desk({ read }).desk.answer({ ...query, by: 'category' }, CENTRE_ONLY);
      const [first, second] = ['2026-11-22T02:00:00.000Z', '2026-11-22T03:00:00.000Z'];
      expect(answer.points).toEqual([
        { time: first, ...of(10, 2) },
        { time: second, ...of(4, 1) },
      ]);
      expect(answer.split).toEqual({
        by: 'category',
        keys: [
          { key: 'intrusions', points: [{ time: first, ...of(6) }], total: of(6) },
          { key: 'fraud', points: [{ time: second, ...of(4, 1) }], total: of(4, 1) },
          { key: 'other', points: [], total: of(0) },
        ],
        rest: { points: [{ time: first, ...of(4, 2) }], total: of(4, 2) },
      });
      expect(answer).toMatchObject({ kind: 'categories', total: of(14, 3), overflow: of(7) });
    });

    it('asks for the most frequent eight, or for the keys that are named, within the filters', async () => {
      const { desk: it, asked } = desk();
      await it.answer({ ...query, by: 'agency', category: 'fraud,intrusions' }, CENTRE_ONLY);
      await it.answer({ ...query, by: 'county', keys: '63000,65000', direction: 'outbound' }, CENTRE_ONLY);
      expect(asked).toMatchObject([
        {
          kind: 'agencies',
          filters: { category: ['fraud', 'intrusions'] },
          split: { by: 'agency', keys: { most: 8 } },
        },
        { kind: 'totals', filters: { direction: ['outbound'] }, split: { by: 'county', keys: ['63000', '65000'] } },
      ]);
    });

    it('may read more rows, but not without end', async () => {
      const chosen = (rowsOf: number, from = query.from) =>
        desk({ count: async ({ interval }) => (interval === 'day' ? 1 : rowsOf) }).desk.answer(
          { ...query, from, interval: 'auto', by: 'country' },
          CENTRE_ONLY,
        );
      expect((await chosen(100_000)).interval).toBe('minute');
      expect((await chosen(100_001)).interval).toBe('hour');
      expect((await chosen(100_001, '2026-11-01T00:00:00+08:00')).interval).toBe('day');
      const much = desk({ count: async () => 1_000_001 }).desk;
      await expect(much.answer({ ...query, by: 'country' }, CENTRE_ONLY)).rejects.toThrow(
        /1000001 rows.*shorter range, a longer interval, one county/,
      );
    });
  });

  it('ends the reading when whoever asks goes away, and frees its place', async () => {
    const gone = new AbortController();
    const gate = new QuestionGate();
    const signals: (AbortSignal | undefined)[] = [];
    const read = (_: SeriesQuestion, signal?: AbortSignal): Promise<SeriesReading> =>
      new Promise((_resolve, reject) => {
        signals.push(signal);
        signal?.addEventListener('abort', () => reject(new Error('the read was ended')));
      });
    const { desk: it } = desk({ read, gate });
    const answers = Array.from({ length: 8 }, () => it.answer(query, CENTRE_ONLY, gone.signal));
    await eventually(() => signals.length === 8, { because: 'all places are taken' });
    await expect(it.answer(query, CENTRE_ONLY)).rejects.toThrow(/Ask again/);
    gone.abort(new Error('the asker went away'));
    for (const answer of answers) await expect(answer).rejects.toThrow('the asker went away');
    await expect(desk({ gate }).desk.answer(query, CENTRE_ONLY)).resolves.toMatchObject({ kind: 'totals' });
    await expect(it.answer(query, CENTRE_ONLY, gone.signal)).rejects.toThrow('the asker went away');
    expect(signals).toHaveLength(8);
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
    [{ ...query, keys: '63000' }, /say `by` what they are keys of/],
    [{ ...query, category: 'fraud,nonsense' }, /category/],
    [{ ...query, category: 'fraud', country: 'US' }, /`category` and `country` can't be asked together/],
    [{ ...query, limit: '7' }, /`limit`: unknown; known are `from`, `to`, `interval`, `county`/],
  ])('refuses %j and says what to ask for', async (asked, reason) => {
    await expect(desk().desk.answer(asked, CENTRE_ONLY)).rejects.toThrow(reason);
  });
});
