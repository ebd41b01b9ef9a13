import {
  countyView,
  posture,
  situationView,
  totalView,
  type Direction,
  type Disposition,
  type VersionedRevision,
} from '@lianfang/contract';
import { Board } from './board';
import { ModelSource, serve, type ModelEvent } from './model-source';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './taipei-time';
import { NATION, readCounty, readSituation, readTotal } from './views';

/** 2026-11-22 10:00:30 in Taipei: half of the open minute has passed. */
const MINUTE = Date.UTC(2026, 10, 22, 2);
const NOW = MINUTE + 30_000;
const COUNTIES = new Map([
  ['63000', 2_000],
  ['65000', 0],
  ['09007', 50],
]);

interface Some {
  readonly county?: string;
  readonly direction?: Direction;
  readonly disposition?: Disposition;
}

function events(
  count: number,
  time: number,
  { county = '63000', direction = 'inbound', disposition = 'blocked' }: Some = {},
): ModelEvent[] {
  return Array.from({ length: count }, () => ({ time, county, direction, disposition }));
}

function boardOf(list: readonly ModelEvent[], more: readonly ModelSource[] = []): Board {
  const source = new ModelSource('threat-events');
  source.count(list, NOW);
  const sources = [source, ...more];
  const board = new Board(
    sources.flatMap(({ watermark }) => watermark ?? []),
    NOW,
  );
  while (!board.isReady()) serve(board, sources);
  return board;
}

const POSTURE = posture.parse({
  county: '63000',
  at: MINUTE,
  formula: 1,
  score: 81,
  contributions: [{ component: 'compromise', state: 'known', points: -19, most: 25 }],
  inputs: { from: 0, to: MINUTE, blocked: 1, allowed: 0, detected: 0, outbound: 9, protectedAddresses: 9, agencies: 1 },
  raises: [{ component: 'compromise', points: 19 }],
});
const context = { now: NOW, counties: COUNTIES, normals: () => null, postures: new Map([['63000', POSTURE]]) };
const situation = (list: readonly ModelEvent[], more: readonly ModelSource[] = []) =>
  readSituation(boardOf(list, more), context);

describe('readSituation', () => {
  it('conforms to the contract', () => {
    const view = situation(events(3, NOW));
    expect(situationView.parse(view)).toEqual(view);
  });

  it('marks the minutes that late events were added to, the nation and each county by itself', () => {
    const board = boardOf([...events(3, NOW), ...events(3, NOW, { county: '65000' })]);
    const time = MINUTE - 5 * MINUTE_MS;
    const late = (county: string, count: number): VersionedRevision => {
      const place = { topic: 'threat-events', epoch: 1, partition: 0, chunk: '0.0', county, time };
      return { id: county, version: 9, revision: { ...place, arrived: MINUTE, count } };
    };
    board.record({ type: 'rows', county: '63000', rows: [], revisions: [late('63000', 312)] });
    board.mergeRevisions([late('65000', 8)]);
    expect(readSituation(board, context).revised).toEqual({ [time]: { count: 320, at: MINUTE } });
    expect(readCounty(board, context, '63000')?.revised).toEqual({ [time]: { count: 312, at: MINUTE } });
    expect(readCounty(board, context, '09007')?.revised).toEqual({});
  });

  it('estimates the trailing minute from the open one and a share of the one before', () => {
    const view = situation([...events(10, MINUTE), ...events(40, MINUTE - MINUTE_MS)]);
    expect(view.counties['63000']).toMatchObject({ blockedPerMinute: 30, blockedPerMinutePer1000: 15 });
    expect(view.nation.blockedPerSecond).toBe(0.5);
  });

  it('takes only its share of a minute that a source has filled beyond the clock', () => {
    const past = new ModelSource('demonstration');
    past.count(events(60, MINUTE), NOW);
    expect(situation(events(10, MINUTE), [past]).counties['63000']?.blockedPerMinute).toBe(40);
  });

  it('gives no rate per address where the directory names none', () => {
    expect(situation(events(1, NOW, { county: '65000' })).counties['65000']?.blockedPerMinutePer1000).toBeNull();
  });

  it('has the last 60 whole minutes and the open one, and no other', () => {
    const view = situation([...events(1, MINUTE - 60 * MINUTE_MS), ...events(5, MINUTE - 61 * MINUTE_MS)]);
    expect(Object.keys(view.minutes)).toHaveLength(61);
    expect(view.counties['63000']?.lastHour.blocked).toBe(1);
  });

  it('counts today and this month by Taipei time', () => {
    const midnight = Date.UTC(2026, 10, 21, 16);
    const month = Date.UTC(2026, 9, 31, 16);
    const view = situation([
      ...events(1, midnight),
      ...events(2, midnight - 1),
      ...events(4, month),
      ...events(8, month - 1),
    ]);
    expect(view.counties['63000']?.blockedToday).toBe(1);
    expect(view.nation).toMatchObject({ blockedThisMonth: 7, monthStart: month });
  });

  it('counts what came through, what goes out, and what belongs to nobody', () => {
    const view = situation([
      ...events(2, MINUTE, { disposition: 'allowed' }),
      ...events(3, MINUTE, { direction: 'outbound' }),
      ...events(4, MINUTE, { county: 'unlocated', direction: 'unlocated' }),
    ]);
    expect(view.nation).toMatchObject({ allowedLastHour: 2, outboundLastHour: 3, unlocatedLastHour: 4 });
    expect(Object.keys(view.counties)).toEqual(['63000', '65000', '09007']);
  });

  it('shows a county without an event for five minutes as silent', () => {
    const list = [...events(1, MINUTE - 5 * MINUTE_MS), ...events(1, MINUTE - 6 * MINUTE_MS, { county: '65000' })];
    const { counties } = situation(list);
    expect(Object.values(counties).map(({ silent }) => silent)).toEqual([false, true, true]);
    expect(counties['09007']?.lastEventMinute).toBeNull();
  });

  it('is not made to look alive by the demonstration', () => {
    const past = new ModelSource('demonstration');
    past.count(events(9, MINUTE), NOW);
    const { counties, demonstration } = situation(events(1, MINUTE, { county: '65000' }), [past]);
    expect([counties['63000']?.silent, demonstration]).toEqual([true, true]);
  });

  it('puts the normal range of each hour beside its minutes', () => {
    const range = { low: 1, middle: 2, high: 3 };
    const normals = (place: string, hour: number) => (place === NATION && hour < MINUTE ? range : null);
    const view = readSituation(boardOf(events(1, NOW)), { ...context, normals });
    expect(Object.keys(view.normals)).toHaveLength(60);
    expect(view.nation.normal).toBeNull();
  });

  it('holds back minutes for a slow partition, but not for more than an hour', () => {
    const slow = new ModelSource('threat-events', 1);
    slow.count(events(1, MINUTE - DAY_MS), MINUTE - DAY_MS);
    if (slow.watermark) slow.watermark = { ...slow.watermark, logEnd: 9 };
    const view = situation(events(5, MINUTE - HOUR_MS), [slow]);
    expect(view.freshness).toEqual({ state: 'stale', asOf: MINUTE - DAY_MS, pending: 8 });
    expect(view.minutes[String(MINUTE - HOUR_MS)]?.blocked).toBe(5);
  });
});

describe('a source that stands still', () => {
  const still = (): ModelSource => {
    const source = new ModelSource('threat-events', 1);
    source.count(events(2, NOW - 2 * MINUTE_MS, { county: '65000' }), NOW - 2 * MINUTE_MS);
    return source;
  };

  it('leaves behind the counties that it feeds, and no other', () => {
    const board = boardOf(events(3, NOW), [still()]);
    const { freshness, counties } = readSituation(board, context);
    expect(freshness.state).toBe('stale');
    // Of 09007 nothing ever came: nobody knows from where it would.
    const behind = Object.entries(counties).flatMap(([code, figures]) => (figures.behind ? [code] : []));
    expect(behind.sort()).toEqual(['09007', '65000']);
    expect(readCounty(board, context, '63000')?.freshness).toMatchObject({ state: 'live', asOf: NOW });
    expect(readCounty(board, context, '65000')).toMatchObject({
      freshness: { state: 'stale', asOf: NOW - 2 * MINUTE_MS },
      figures: { behind: true },
    });
  });

  it('leaves behind whoever it feeds beside another', () => {
    const board = boardOf([...events(3, NOW), ...events(1, NOW, { county: '65000' })], [still()]);
    expect(readCounty(board, context, '65000')?.figures.behind).toBe(true);
  });

  it('leaves nobody behind while all go on', () => {
    const { counties } = situation(events(3, NOW));
    expect(Object.values(counties).map(({ behind }) => behind)).toEqual([false, false, false]);
  });
});

describe('readTotal', () => {
  it('counts everything by disposition and by direction', () => {
    const view = readTotal(
      boardOf([...events(2, NOW), ...events(1, NOW - 90 * DAY_MS, { direction: 'outbound', disposition: 'detected' })]),
      NOW,
    );
    expect(totalView.parse(view)).toMatchObject({
      total: 3,
      byDisposition: { blocked: 2, allowed: 0, detected: 1 },
      byDirection: { inbound: 2, outbound: 1, internal: 0, unlocated: 0 },
    });
  });
});

describe('readCounty', () => {
  it('shows the same figures as the situation', () => {
    const board = boardOf([...events(3, MINUTE), ...events(2, MINUTE, { county: '65000' })]);
    const view = readCounty(board, context, '63000');
    expect(countyView.parse(view).figures).toEqual(readSituation(board, context).counties['63000']);
    expect(view?.minutes[String(MINUTE)]?.blocked).toBe(3);
  });

  it('has its posture whole, and lists of counties have it in one line', () => {
    const board = boardOf(events(1, MINUTE));
    expect(readCounty(board, context, '63000')?.posture).toEqual(POSTURE);
    const { counties } = readSituation(board, context);
    expect(counties['63000']?.posture).toMatchObject({ at: MINUTE, score: 81, change: null, first: 'compromise' });
    expect(counties['65000']?.posture).toBeNull();
    expect(readCounty(board, context, '65000')?.posture).toBeNull();
  });

  it('shows no score that lies minutes behind the figures, in no view', () => {
    const board = boardOf(events(1, MINUTE));
    const at = (readSituation(board, context).freshness.asOf ?? 0) - 2 * 60_000 - 1;
    const old = { ...context, postures: new Map([['63000', { ...POSTURE, at }]]) };
    expect(readCounty(board, old, '63000')?.posture).toMatchObject({ at, score: null, gap: 'not-judged', raises: [] });
    const inLists = [readCounty(board, old, '63000')?.figures, readSituation(board, old).counties['63000']];
    for (const figures of inLists) expect(figures?.posture).toMatchObject({ at, score: null, gap: 'not-judged' });
  });

  it('knows no county that the directory does not have', () => {
    expect(readCounty(boardOf(events(1, NOW)), context, '99999')).toBeUndefined();
  });
});
