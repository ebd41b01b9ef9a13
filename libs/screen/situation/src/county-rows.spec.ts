import type { CountyFigures, DirectorySummary } from '@lianfang/contract';
import { makeFormats, WORDS as KIT } from '@lianfang/screen/kit';
import { countyRows } from './county-rows';
import type { CountyShape } from './county-shapes';
import { mapModel } from './map-model';
import { measured } from './measure';
import { passedCounties } from './passed-counties';
import { risingCounties } from './rising-counties';
import { worstCounties } from './posture-words';
import { sortCounties } from './sort-counties';
import { en } from './words/en';

const WORDS = { ...KIT.en, ...en };

const figures = (changes: Partial<CountyFigures> = {}): CountyFigures => ({
  blockedPerMinute: 100,
  blockedPerMinutePer1000: 10,
  normal: { low: 80, middle: 100, high: 120 },
  blockedToday: 1_000,
  lastHour: { blocked: 6_000, allowed: 0, detected: 0 },
  outboundLastHour: 0,
  lastEventMinute: 0,
  silent: false,
  behind: false,
  posture: null,
  ...changes,
});
const county = (code: string, zh: string, en: string) => ({
  code,
  name: { zh, en },
  agencies: 3,
  protectedAddresses: 10_000,
});
const directory: DirectorySummary = {
  hash: '',
  counties: [
    county('63000', '臺北市', 'Taipei City'),
    county('10020', '嘉義市', 'Chiayi City'),
    county('09007', '連江縣', 'Lienchiang County'),
  ],
};
const counties = {
  '63000': figures({ blockedPerMinute: 150, lastHour: { blocked: 1, allowed: 4, detected: 0 } }),
  '10020': figures({ blockedPerMinute: 300, blockedPerMinutePer1000: 30, outboundLastHour: 1 }),
  '09007': figures({ silent: true, blockedPerMinute: 0, blockedPerMinutePer1000: 0 }),
};
const rows = countyRows(directory, counties, 'zh-Hant-TW');
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);

describe('rows of the counties', () => {
  it('join the directory with the frame, in either language', () => {
    expect(rows.map(({ name }) => name)).toEqual(['臺北市', '嘉義市', '連江縣']);
    expect(countyRows(directory, counties, 'en').map(({ shortName }) => shortName)).toEqual([
      'Taipei',
      'Chiayi City',
      'Lienchiang',
    ]);
  });

  it('go by code without a directory, and have no figures without a frame', () => {
    expect(
      countyRows(null, counties, 'en')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['09007', '10020', '63000']);
    expect(countyRows(directory, null, 'en').every((row) => row.figures === null)).toBe(true);
  });

  it('never measure a silent county as calm', () => {
    expect(rows.map((row) => measured(row, 'per1000'))).toEqual([10, 30, null]);
    expect(rows.map((row) => measured(row, 'raw'))).toEqual([150, 300, null]);
  });

  it('sort both ways, with unknown figures last', () => {
    expect(codes(sortCounties(rows, { column: 'per1000', descending: true }, 'zh-Hant-TW'))).toEqual([
      '10020',
      '63000',
      '09007',
    ]);
    expect(codes(sortCounties(rows, { column: 'per1000', descending: false }, 'zh-Hant-TW'))).toEqual([
      '63000',
      '10020',
      '09007',
    ]);
    expect(codes(sortCounties(rows, { column: 'versusNormal', descending: true }, 'zh-Hant-TW'))).toEqual([
      '10020',
      '63000',
      '09007',
    ]);
    expect(codes(sortCounties(rows, { column: 'county', descending: true }, 'zh-Hant-TW'))).toEqual([
      '09007',
      '10020',
      '63000',
    ]);
  });

  it('name who is above normal, and where something passed', () => {
    expect(risingCounties(rows).map(({ row, ratio }) => [row.code, ratio])).toEqual([
      ['10020', 3],
      ['63000', 1.5],
    ]);
    expect(passedCounties(rows).map(({ row }) => row.code)).toEqual(['10020', '63000']);
  });

  it('rank first who is above a normal of nought, and say so in words on the map', () => {
    const quiet = { ...counties, '63000': figures({ blockedPerMinute: 4, normal: { low: 0, middle: 0, high: 0 } }) };
    const found = countyRows(directory, quiet, 'en');
    expect(risingCounties(found).map(({ row, ratio }) => [row.code, ratio])).toEqual([
      ['63000', null],
      ['10020', 3],
    ]);
    expect(codes(sortCounties(found, { column: 'versusNormal', descending: true }, 'en'))[0]).toBe('63000');
    const shapes = [{ code: '63000' }] as unknown as readonly CountyShape[];
    const t = (key: keyof typeof WORDS) => WORDS[key];
    const [drawn] = mapModel({
      shapes,
      rows: found,
      behind: new Set(),
      measure: 'normal',
      ceiling: 2,
      t,
      formats: makeFormats('en'),
    });
    expect(drawn).toMatchObject({ level: 5, text: 'hardly any as a rule' });
  });

  it('rank by score in one way everywhere: a silent county with a score is among them', () => {
    const scored = (score: number, change: number | null = null) => ({ score, change }) as CountyFigures['posture'];
    const found = countyRows(
      directory,
      {
        '63000': figures({ posture: scored(70) }),
        '10020': figures({ posture: scored(70, -5) }),
        '09007': figures({ silent: true, posture: scored(40) }),
      },
      'en',
    );
    const ranked = ['09007', '10020', '63000'];
    expect(codes(worstCounties(found))).toEqual(ranked);
    expect(codes(sortCounties(found, { column: 'posture', descending: false }, 'en'))).toEqual(ranked);
    expect(found.map((row) => measured(row, 'posture'))).toEqual([70, 70, 40]);
  });
});
