import { comparisonWords, type Formats } from '@lianfang/screen/kit';
import type { CountyRow } from './county-rows';
import type { CountyShape } from './county-shapes';
import { intensityLevel } from './intensity-scale';
import { depthOf, measured, type Measure } from './measure';
import { shownPosture } from './posture-words';
import type { SituationTranslate } from './situation-words';

/** One county, ready to be drawn. */
export interface MapCounty {
  readonly shape: CountyShape;
  readonly row: CountyRow | null;
  readonly name: string;
  /** CSS colour or the hatch of no data. */
  readonly fill: string;
  readonly value: number | null;
  /** What labels are ranked by; null without data. */
  readonly depth: number | null;
  /** 0 to 5, or null without data. */
  readonly level: number | null;
  /** The figure in words of its measure, or "no data". */
  readonly text: string;
  /** Its figure may miss events, and those of others do not. */
  readonly behind: boolean;
  /** All of it in one sentence, for those who hear the map. */
  readonly sentence: string;
}

export interface MapModelInput {
  readonly shapes: readonly CountyShape[];
  readonly rows: readonly CountyRow[];
  /** Codes of the counties that are greyed by themselves. */
  readonly behind: ReadonlySet<string>;
  readonly measure: Measure;
  readonly ceiling: number;
  readonly t: SituationTranslate;
  readonly formats: Formats;
}

export const HATCH = 'url(#no-data)';

const UNKNOWN = 'var(--line-inner)';

const SENTENCES = {
  per1000: 'map.countyPer1000',
  raw: 'map.countyRaw',
  normal: 'map.countyNormal',
  posture: 'map.countyPosture',
} as const;

/** A figure in the words of its measure. */
export function measureText(value: number, measure: Measure, formats: Formats): string {
  if (measure === 'normal') return formats.times(value);
  return measure === 'posture' ? formats.integer(value) : formats.rate(value);
}

function sentenceOf(row: CountyRow, value: number | null, { measure, t, formats }: MapModelInput): string {
  if (row.figures?.silent && value === null) return t('map.countySilent', { name: row.name });
  const comparison =
    measure === 'posture'
      ? shownPosture(row.figures?.posture ?? null, t).change
      : comparisonWords(row.comparison, t, formats);
  if (value === null) return t('map.countyUnknown', { name: row.name, comparison });
  if (value === Infinity) return t('map.countyHardly', { name: row.name, comparison });
  return t(SENTENCES[measure], { name: row.name, value: measureText(value, measure, formats), comparison });
}

function drawn(
  row: CountyRow,
  silent: boolean,
  input: MapModelInput,
): Omit<MapCounty, 'shape' | 'row' | 'name' | 'behind'> {
  const value = measured(row, input.measure);
  const depth = value === null ? null : depthOf(value, input.measure);
  const level = depth === null ? null : intensityLevel(depth, input.ceiling);
  const absent = input.t(silent ? 'map.noData' : 'map.unknown');
  const worded = value === Infinity ? input.t('normal.hardly') : null;
  return {
    // Only who sends nothing is hatched: a figure that is not known yet is another thing.
    fill: level === null ? (silent ? HATCH : UNKNOWN) : `var(--intensity-${level})`,
    value,
    depth,
    level,
    text: value === null ? absent : (worded ?? measureText(value, input.measure, input.formats)),
    sentence: sentenceOf(row, value, input),
  };
}

/** Shapes joined with figures. A county without data is hatched; before the first frame all are quiet outlines. */
export function mapModel(input: MapModelInput): readonly MapCounty[] {
  const byCode = new Map(input.rows.map((row) => [row.code, row]));
  return input.shapes.map((shape) => {
    const row = byCode.get(shape.code) ?? null;
    const name = row?.shortName ?? '';
    if (row === null || row.figures === null) {
      const nothing = { fill: UNKNOWN, value: null, depth: null, level: null, text: '' };
      return { shape, row, name, behind: false, ...nothing, sentence: row?.name ?? shape.code };
    }
    const behind = input.behind.has(shape.code);
    const shown = drawn(row, row.figures.silent, input);
    const sentence = behind ? `${shown.sentence} ${input.t('age.stale')}` : shown.sentence;
    return { shape, row, name, behind, ...shown, sentence };
  });
}
