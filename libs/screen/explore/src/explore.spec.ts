import type { BreakdownAnswer, SeriesAnswer } from '@lianfang/contract';
import { clashesWith, dimensionsOf, evidenceLink, filterQuery, readAddress } from './explore-address';
import { exploreChartOption, indexAt } from './explore-chart-option';
import { wrap } from './explore-picture';
import { intervalOf, piecesOf, planOf, rangeOf } from './explore-range';
import { resultOf } from './explore-result';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 22:00:14 in Taipei on 22 November 2026. */
const NOW = Date.UTC(2026, 10, 22, 14, 0, 14);
const iso = (instant: number): string => new Date(instant).toISOString();
const counts = (blocked: number) => ({ blocked, allowed: 0, detected: 0 });
const asked = (params: Record<string, string> = {}) => readAddress(params);

describe('the words', () => {
  it('have the same keys and the same gaps in both languages, and write 臺, never 台', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhHantTw).sort());
    const gapsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
    for (const [key, text] of Object.entries(zhHantTw)) {
      expect([key, gapsOf(en[key as keyof typeof en])]).toEqual([key, gapsOf(text)]);
    }
    expect(Object.values(zhHantTw).join('')).not.toContain('台');
  });
});

describe('an address', () => {
  it('is read whole', () => {
    expect(asked({ range: '7d', by: 'category', severity: 'high,critical', compare: 'week', draw: 'lines' })).toEqual({
      range: '7d',
      from: 0,
      to: 0,
      interval: 'auto',
      by: 'category',
      filters: { severity: ['high', 'critical'] },
      compare: 'week',
      drawing: 'lines',
      live: false,
      wrong: [],
    });
  });

  it.each([
    [{ range: 'soon' }, ['range']],
    [{ from: '2026-11-22', to: iso(NOW) }, ['from']],
    [{ from: iso(NOW), to: iso(NOW - HOUR) }, ['range']],
    [{ severity: 'dire', county: '63000,66000' }, ['county', 'severity']],
    [{ by: 'colour', interval: 'second' }, ['interval', 'by']],
  ])('names what it cannot read: %j', (params, wrong) => expect(asked(params).wrong).toEqual(wrong));

  it('knows what rows hold together, and what not', () => {
    expect(clashesWith('country', dimensionsOf(asked({ agency: 'tax' })))).toEqual(['agency']);
    expect(clashesWith('agency', dimensionsOf(asked({ category: 'fraud', disposition: 'blocked' })))).toEqual([]);
    expect(clashesWith('severity', dimensionsOf(asked({ category: 'fraud', direction: 'outbound' })))).toEqual([]);
  });

  it('asks of the own county whatever it says', () => {
    expect(filterQuery(asked({ county: '63000', severity: 'high,low' }).filters, '66000')).toEqual({
      county: '66000',
      severity: 'high,low',
    });
  });

  it('leads to the events by what they can be narrowed by, and says what is left out', () => {
    const { filters } = asked({
      county: '66000',
      severity: 'high,critical',
      category: 'fraud',
      disposition: 'blocked',
    });
    expect(evidenceLink(filters, { from: NOW - HOUR, to: NOW })).toEqual({
      query: { from: iso(NOW - HOUR), to: iso(NOW), county: '66000', disposition: 'blocked' },
      left: ['category', 'severity'],
    });
  });
});

describe('a range', () => {
  it('follows the calendar of Taipei', () => {
    const days = (range: string) => {
      const { from, to } = rangeOf(asked({ range }), NOW);
      return [iso(from), iso(to)];
    };
    expect(days('today')[0]).toBe('2026-11-21T16:00:00.000Z');
    expect(days('month')[0]).toBe('2026-10-31T16:00:00.000Z');
    expect(days('last-month')).toEqual(['2026-09-30T16:00:00.000Z', '2026-10-31T16:00:00.000Z']);
  });

  it('chooses an interval that can be drawn', () => {
    expect(intervalOf('auto', { from: 0, to: HOUR })).toBe('minute');
    expect(intervalOf('auto', { from: 0, to: 7 * DAY })).toBe('hour');
    expect(intervalOf('auto', { from: 0, to: 30 * DAY })).toBe('day');
    expect(intervalOf('minute', { from: 0, to: 30 * DAY })).toBe('day');
  });

  it('is asked for in whole intervals, and compared only in those that are over', () => {
    const plan = planOf(asked({ range: '7d' }), NOW);
    expect([iso(plan.from), iso(plan.to), plan.isFilling]).toEqual([
      '2026-11-15T14:00:00.000Z',
      '2026-11-22T15:00:00.000Z',
      true,
    ]);
    const beside = planOf(asked({ range: '7d', compare: 'week' }), NOW);
    expect([iso(beside.to), beside.isFilling, beside.shift]).toEqual(['2026-11-22T14:00:00.000Z', false, 7 * DAY]);
    expect(planOf(asked({ range: 'last-month', compare: 'year' }), NOW).shift).toBe(365 * DAY);
  });

  it('is cut into pieces that follow each other', () => {
    const plan = planOf(asked({ range: '24h', interval: 'minute', compare: 'previous' }), NOW);
    const pieces = piecesOf(plan);
    expect(pieces.filter(({ of }) => of === 'current')).toHaveLength(4);
    expect(pieces.filter(({ of }) => of === 'earlier')).toHaveLength(4);
    expect(pieces[0]?.from).toBe(plan.from);
    expect(pieces[3]?.to).toBe(plan.to);
    expect(pieces[4]?.from).toBe(plan.from - plan.shift);
  });
});

describe('a result', () => {
  const plan = { from: 0, to: 2 * HOUR, interval: 'hour', isFilling: false, shift: 0 } as const;
  const answer = (one: number, other: number): SeriesAnswer => {
    const points = [{ time: iso(HOUR), ...counts(one + other) }];
    return {
      interval: 'hour',
      county: null,
      timeZone: 'Asia/Taipei',
      kind: 'categories',
      points,
      split: {
        by: 'category',
        keys: [{ key: 'fraud', points: [{ time: iso(HOUR), ...counts(one) }], total: counts(one) }],
        rest: { points: [{ time: iso(HOUR), ...counts(other) }], total: counts(other) },
      },
      total: counts(one + other),
      overflow: counts(0),
      untold: { points: [], counted: true },
      rows: { minute: 0, hour: 1, day: 0 },
      freshness: { state: 'live', asOf: 5, pending: null },
    };
  };
  const breakdown = (changes: Partial<BreakdownAnswer> = {}): BreakdownAnswer => ({
    by: 'category',
    kind: 'categories',
    county: null,
    timeZone: 'Asia/Taipei',
    from: iso(0),
    to: iso(2 * HOUR),
    items: [{ key: 'fraud', ...counts(5) }],
    others: { ...counts(2), keys: 3 },
    overflow: counts(1),
    untold: counts(0),
    unassigned: counts(4),
    total: counts(12),
    rows: { minute: 0, hour: 1, day: 0 },
    freshness: { state: 'live', asOf: 5, pending: null },
    ...changes,
  });
  const piece = { of: 'current', from: 0, to: 2 * HOUR } as const;
  const linesOf = (told: BreakdownAnswer) =>
    resultOf(plan, [{ piece, answer: answer(5, 7) }], told).lines.map(({ kind, sum }) => [kind, sum]);

  it('names what is in no key, and its lines add up to the total', () => {
    expect(linesOf(breakdown())).toEqual([
      ['key', 5],
      ['others', 2],
      ['unassigned', 4],
      ['overflow', 1],
    ]);
    expect(resultOf(plan, [{ piece, answer: answer(5, 7) }], breakdown()).total.sum).toBe(12);
  });

  it('does not guess where the two answers differ', () => {
    expect(linesOf(breakdown({ unassigned: counts(3) }))).toEqual([
      ['key', 5],
      ['rest', 7],
    ]);
  });

  describe('of hours that were not told apart when they were counted', () => {
    const untold = (counted: boolean): SeriesAnswer['untold'] => ({
      points: [{ time: iso(0), ...counts(3) }],
      counted,
    });

    it('has a gap instead of a nought that no filter could judge', () => {
      const made = resultOf(plan, [{ piece, answer: { ...answer(5, 7), split: null, untold: untold(false) } }], null);
      expect(made.all.values).toEqual([null, 12]);
      expect(made.untold).toEqual({ times: [0], events: 3, counted: false });
    });

    it('knows the whole without a filter, and of no key that it had none', () => {
      const split = { ...(answer(5, 7).split as NonNullable<SeriesAnswer['split']>) };
      split.rest = { points: [{ time: iso(0), ...counts(3) }, ...split.rest.points], total: counts(10) };
      const told = { ...answer(5, 7), split, untold: untold(true) };
      told.points = [{ time: iso(0), ...counts(3) }, ...told.points];
      const made = resultOf(plan, [{ piece, answer: told }], breakdown());
      expect(made.all.values).toEqual([3, 12]);
      expect(made.courses.map(({ key, values }) => [key, values])).toEqual([
        ['fraud', [null, 5]],
        ['', [3, 7]],
      ]);
    });

    it('compares nothing with them', () => {
      const before = { of: 'earlier', from: -2 * HOUR, to: 0 } as const;
      const earlier = { ...answer(4, 4), untold: { points: [{ time: iso(-HOUR), ...counts(3) }], counted: false } };
      const made = resultOf(
        { ...plan, shift: 2 * HOUR },
        [
          { piece, answer: answer(5, 7) },
          { piece: before, answer: earlier },
        ],
        breakdown(),
      );
      expect([made.total.earlier, made.lines[0]?.earlier]).toEqual([null, null]);
    });
  });

  it('has a gap where a piece is missing, and nought where nothing happened', () => {
    const halves = [
      { piece: { of: 'current', from: 0, to: HOUR } as const, answer: null },
      { piece: { of: 'current', from: HOUR, to: 2 * HOUR } as const, answer: answer(5, 0) },
    ];
    const result = resultOf(plan, halves, breakdown());
    expect(result.all.values).toEqual([null, 5]);
    expect(result.missing).toHaveLength(1);
    expect(resultOf(plan, [{ piece, answer: answer(5, 0) }], null).all.values).toEqual([0, 5]);
  });

  it('says nothing of the earlier period while a piece of it is missing', () => {
    const earlier = { piece: { of: 'earlier', from: -2 * HOUR, to: 0 } as const, answer: null };
    const result = resultOf({ ...plan, shift: 2 * HOUR }, [{ piece, answer: answer(5, 7) }, earlier], breakdown());
    expect(result.total.earlier).toBeNull();
    expect(result.earlier).toEqual([null, null]);
  });
});

describe('the chart', () => {
  const input = {
    times: [0, HOUR],
    courses: [{ name: 'a', colour: '#111', values: [1, null] }],
    earlier: [3, 4],
    earlierName: 'before',
    drawing: 'bars',
    isFilling: true,
    colours: { surface: '#fff', line: '#eee', textSecondary: '#555' },
    timeLabel: String,
    amount: String,
    rem: 16,
  } as const;

  it('stacks bars, draws the unfinished one paler, and the earlier period as a quiet line', () => {
    const { series } = exploreChartOption({ ...input, courses: [{ name: 'a', colour: '#111', values: [1, 2] }] }) as {
      series: { type: string; stack?: string; data: unknown[] }[];
    };
    expect(series.map(({ type, stack }) => [type, stack])).toEqual([
      ['bar', 'all'],
      ['line', undefined],
    ]);
    expect(series[0]?.data).toEqual([1, { value: 2, itemStyle: { opacity: 0.45 } }]);
    expect(series[1]?.data).toEqual([3, 4]);
  });

  it('finds the interval under a pointer', () => {
    const plot = { width: 1_067.2, rem: 16, count: 10 };
    expect([0, 58, 557.6, 5_000].map((x) => indexAt(x, plot))).toEqual([0, 0, 5, 9]);
  });
});

it('breaks the notes of a picture where they are too long', () => {
  expect(wrap('one two 臺北市政府', 6, (text) => text.length)).toEqual(['one', 'two 臺北', '市政府']);
});
