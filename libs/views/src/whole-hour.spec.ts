import { Board } from './board';
import { ModelSource, serve, type ModelEvent } from './model-source';
import { HOUR_MS, MINUTE_MS } from './taipei-time';
import { normalOf, readWholeHour } from './whole-hour';

/** 10:20:40 UTC: 20 minutes are of this hour, 40 of the one before. */
const NOW = Date.UTC(2026, 10, 23, 10, 20, 40);
const TO = NOW - 40_000;
const FROM = TO - HOUR_MS;

function event(time: number, change: Partial<ModelEvent> = {}): ModelEvent {
  return { time, county: '63000', direction: 'inbound', disposition: 'blocked', ...change };
}

function read(events: readonly ModelEvent[]) {
  const source = new ModelSource('threat-events');
  source.count(events, NOW);
  const board = new Board(source.watermark ? [source.watermark] : [], NOW);
  while (!board.isReady()) serve(board, [source]);
  return readWholeHour(board, NOW, ['63000', '65000'], () => null);
}

describe('readWholeHour', () => {
  it('is 60 whole minutes, without the open one and what lies before', () => {
    const hour = read([event(FROM - 1), event(FROM), event(TO - 1), event(TO), event(NOW)]);
    expect(hour).toMatchObject({ from: FROM, to: TO });
    expect(hour.byCounty.get('63000')?.blocked).toBe(2);
  });

  it('tells verdicts and outbound events apart, and a county without any', () => {
    const at = TO - MINUTE_MS;
    const hour = read([
      event(at, { disposition: 'allowed' }),
      event(at, { disposition: 'detected', direction: 'outbound' }),
      event(at, { direction: 'outbound' }),
    ]);
    expect(hour.byCounty.get('63000')).toEqual({
      blocked: 1,
      allowed: 1,
      detected: 1,
      outbound: 2,
      normal: null,
      isSilent: false,
    });
    expect(hour.byCounty.get('65000')).toMatchObject({ blocked: 0, outbound: 0, isSilent: true });
  });

  it('is silent after five minutes without an event', () => {
    expect(read([event(TO - 5 * MINUTE_MS)]).byCounty.get('63000')?.isSilent).toBe(false);
    expect(read([event(TO - 5 * MINUTE_MS - 1)]).byCounty.get('63000')?.isSilent).toBe(true);
  });
});

describe('normalOf', () => {
  const ranges = new Map([
    [NOW - (NOW % HOUR_MS), { low: 1, middle: 2, high: 3 }],
    [NOW - (NOW % HOUR_MS) - HOUR_MS, { low: 10, middle: 20, high: 30.04 }],
  ]);

  it('takes of each hour as many minutes as are of it', () => {
    const normal = normalOf('63000', { from: FROM, to: TO }, (_, hour) => ranges.get(hour) ?? null);
    expect(normal).toEqual({ low: 420, middle: 840, high: 1261.6 });
  });

  it('is not known while one of the hours is being learnt', () => {
    expect(normalOf('63000', { from: FROM - HOUR_MS, to: TO }, (_, hour) => ranges.get(hour) ?? null)).toBeNull();
  });
});
