import type { NormalRange, SeriesAnswer } from '@lianfang/contract';
import { chosenParams, rangeOf, readChosen } from './compare-address';
import { changeOf, medianOf, orderOf } from './compare-order';
import { compareRows, inMeasure, versusNormal, type CompareFacts, type CompareRow } from './compare-rows';
import { changeText, measureText } from './shown-row';
import { drawTrend, topOf } from './trend-drawing';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 22:00 in Taipei on 22 November 2026. */
const TEN = Date.UTC(2026, 10, 22, 14);
const BAND: NormalRange = { low: 8, middle: 10, high: 12 };

function row(code: string, changes: Partial<CompareRow> = {}): CompareRow {
  return {
    code,
    name: code,
    agencies: 4,
    protectedAddresses: 2_000,
    score: 80,
    total: { blocked: 1_000, allowed: 0, detected: 0 },
    earlier: 800,
    outbound: 0,
    trend: [],
    comparison: { kind: 'within', ratio: 1 },
    sensors: { seen: 3, registered: 4 },
    ...changes,
  };
}

describe('the range', () => {
  it.each([
    ['24h', DAY, 'hour', TEN],
    ['7d', 7 * DAY, 'hour', TEN],
    ['30d', 30 * DAY, 'day', Date.UTC(2026, 10, 21, 16)],
  ] as const)('of %s is whole intervals up to now', (period, length, interval, to) => {
    expect(rangeOf(period, TEN + 14_000)).toEqual({ from: to - length, to, interval });
  });

  it('moves on by a day at midnight in Taipei', () => {
    const midnight = Date.UTC(2026, 10, 22, 16);
    expect([midnight - 1, midnight].map((now) => rangeOf('30d', now).to)).toEqual([midnight - DAY, midnight]);
  });
});

describe('the address', () => {
  it('says what is not as at first, and is read back the same', () => {
    const first = readChosen({});
    expect(Object.values(chosenParams(first)).every((value) => value === null)).toBe(true);
    const chosen = {
      ...first,
      period: '7d',
      measure: 'raw',
      sort: 'blocked',
      descending: true,
      form: 'tiles',
    } as const;
    const params = chosenParams(chosen);
    expect(params).toMatchObject({ period: '7d', sort: '-blocked' });
    expect(readChosen(params as Record<string, string>)).toEqual(chosen);
  });

  it('takes what it does not know for what is shown at first', () => {
    expect(readChosen({ period: 'year', sort: '-luck', measure: '<b>' })).toEqual(readChosen({}));
  });
});

describe('a county beside others', () => {
  const points = (blocked: readonly number[]) =>
    blocked.map((count, at) => ({ time: new Date(TEN - (blocked.length - at) * HOUR).toISOString(), ...of(count) }));
  const of = (blocked: number) => ({ blocked, allowed: 1, detected: 0 });
  const question = { from: TEN - 2 * HOUR, to: TEN, interval: 'hour', keys: ['66000', 'unlocated'] } as const;
  const answer = (blocked: readonly number[]): SeriesAnswer =>
    ({
      split: { by: 'county', keys: [{ key: '66000', points: points(blocked), total: of(1_320) }] },
    }) as unknown as SeriesAnswer;
  const facts: CompareFacts = {
    directory: {
      hash: '',
      counties: [
        { code: '66000', name: { zh: '臺中市', en: 'Taichung City' }, agencies: 18, protectedAddresses: 49_000 },
        { code: '09007', name: { zh: '連江縣', en: 'Lienchiang County' }, agencies: 0, protectedAddresses: 0 },
      ],
    },
    english: false,
    unlocated: '無法歸屬縣市',
    answers: {
      question,
      current: answer([600, 720]),
      earlier: null,
      outbound: null,
      normals: [
        {
          timeZone: 'Asia/Taipei',
          hours: [new Date(TEN - 2 * HOUR).toISOString(), new Date(TEN - HOUR).toISOString()],
          places: [{ county: '66000', ranges: [BAND, BAND] }],
          freshness: { state: 'live', asOf: TEN, pending: null },
        },
      ],
    },
    postures: null,
    live: null,
  };

  it('has each interval with its band in the same unit, though the server says normals a minute', () => {
    const [taichung] = compareRows(facts);
    expect(taichung?.trend).toEqual([
      { time: TEN - 2 * HOUR, blocked: 600, normal: { low: 480, middle: 600, high: 720 } },
      { time: TEN - HOUR, blocked: 720, normal: { low: 480, middle: 600, high: 720 } },
    ]);
    expect(taichung?.comparison).toEqual({ kind: 'within', ratio: 1.1 });
  });

  it('does not know what could not be had, and takes none of it for nought', () => {
    const [taichung, lienchiang] = compareRows(facts);
    expect([taichung?.earlier, taichung?.outbound, taichung?.sensors, taichung?.score]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([lienchiang?.total, lienchiang?.comparison.kind]).toEqual([null, 'learning']);
  });

  it('is learning where most of the period has no band', () => {
    const point = (normal: NormalRange | null) => ({ time: 0, blocked: 600, normal });
    const band = { low: 480, middle: 600, high: 720 };
    expect(versusNormal([point(null), point(null), point(band)], 'hour').kind).toBe('learning');
    expect(versusNormal([point(null), point(band)], 'hour')).toEqual({ kind: 'within', ratio: 1 });
  });
});

describe('a measure', () => {
  it('divides by what the directory names, and by nothing else', () => {
    expect(inMeasure(1_000, row('a'), 'raw')).toBe(1_000);
    expect(inMeasure(1_000, row('a'), 'per1000')).toBe(500);
    expect(inMeasure(1_001, row('a'), 'perAgency')).toBe(250);
    expect(inMeasure(1_000, row('a', { protectedAddresses: 0 }), 'per1000')).toBeNull();
    expect(inMeasure(1_000, row('a', { agencies: null }), 'perAgency')).toBeNull();
  });

  it('makes no nought of few events in a large county', () => {
    const large = row('a', { protectedAddresses: 920_000 });
    expect(inMeasure(3, large, 'per1000')).toBe(0.0033);
    expect(measureText(0.0033, { language: 'en', measure: 'per1000' })).toBe('0.0033');
    expect(measureText(12.5, { language: 'en', measure: 'per1000' })).toBe('12.50');
  });
});

describe('the order', () => {
  const rows = [
    row('a', { comparison: { kind: 'above', ratio: 2 } }),
    row('b', { comparison: { kind: 'learning' } }),
    row('c', { comparison: { kind: 'above', ratio: null } }),
    row('d', { comparison: { kind: 'below', ratio: 0.5 } }),
  ];

  it('has what is not known last in both directions, and what has no normal at all as the greatest', () => {
    const of = (descending: boolean) => orderOf(rows, { column: 'versus', descending, measure: 'raw' }, false).join('');
    expect([of(true), of(false)]).toEqual(['cadb', 'dacb']);
  });

  it('has Chinese names in the official order and English ones by the alphabet', () => {
    const named = [row('1', { name: 'Taipei' }), row('2', { name: 'Keelung' })];
    const order = { column: 'county', descending: false, measure: 'raw' } as const;
    expect([orderOf(named, order, false).join(''), orderOf(named, order, true).join('')]).toEqual(['12', '21']);
  });
});

it('says a change to a tenth of a percent, and none where there was nothing before', () => {
  expect(changeOf(row('a', { total: { blocked: 1_000, allowed: 0, detected: 0 }, earlier: 800 }))).toBe(0.25);
  expect(changeOf(row('a', { earlier: 0 }))).toBeNull();
  expect([0.25, -0.031, 0].map(changeText)).toEqual(['+25.0%', '−3.1%', '0.0%']);
});

it('finds the median of what is known', () => {
  expect([medianOf([3, null, 1]), medianOf([5, 1, 3]), medianOf([null])]).toEqual([2, 3, null]);
});

describe('a small multiple', () => {
  const trend = [
    { time: 0, blocked: 0, normal: null },
    { time: 1, blocked: 10, normal: { low: 5, middle: 10, high: 20 } },
  ];

  it('has its line and band in one scale, and no band while learning', () => {
    expect(topOf(trend)).toBe(20);
    expect(drawTrend(trend, 20)).toEqual({ line: 'M30.0 32.0L90.0 16.0', band: 'M60.0 0.0h60.00V24.0h-60.00z' });
  });

  it('draws nothing but nought where there is nothing', () => {
    expect(drawTrend([{ time: 0, blocked: 0, normal: null }], 0).line).toBe('M60.0 32.0');
  });
});

it('has words with the same keys in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zhHantTw).sort());
});
