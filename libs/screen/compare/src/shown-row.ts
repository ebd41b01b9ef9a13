import type { Formats, LanguageCode } from '@lianfang/screen/kit';
import { LEVEL_SIGNS, postureLevel } from '@lianfang/screen/posture';
import type { Measure } from './compare-address';
import type { CompareTranslate } from './compare-language';
import { changeOf, timesOf } from './compare-order';
import { divisorOf, inMeasure, type CompareRow } from './compare-rows';

/** A figure as it is written, and why where it is not known. */
export interface ShownFigure {
  readonly text: string;
  /** Empty where it is known. */
  readonly why: string;
}

/** One line of the table and one tile, in words. */
export interface ShownRow {
  readonly code: string;
  readonly name: string;
  readonly posture: ShownFigure & { readonly level: string; readonly sign: string; readonly tone: string };
  readonly blocked: ShownFigure;
  readonly change: ShownFigure;
  readonly versus: { readonly kind: string; readonly sign: string; readonly times: string; readonly word: string };
  readonly allowed: ShownFigure;
  readonly outbound: ShownFigure;
  readonly coverage: ShownFigure;
}

export interface ShowTools {
  readonly t: CompareTranslate;
  readonly formats: Formats;
  readonly language: LanguageCode;
  readonly measure: Measure;
}

const NONE = '–';

/** A figure in a measure, with the digits that {@link inMeasure} leaves. */
export function measureText(value: number, { language, measure }: Pick<ShowTools, 'language' | 'measure'>): string {
  const digits = measure === 'raw' || value >= 100 ? 0 : value > 0 && value < 0.01 ? 6 : 2;
  const least = digits === 2 ? 2 : 0;
  return new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: digits }).format(value);
}

/** `+12.3%`, with a true minus sign. */
export function changeText(share: number): string {
  const percent = Math.abs(share * 100).toFixed(1);
  return `${share > 0 ? '+' : share < 0 ? '−' : ''}${percent}%`;
}

function whyNoMeasure(row: CompareRow, { t, measure }: ShowTools): string {
  if (divisorOf(row, measure) !== null) return t('compare.unknown');
  if (row.code === 'unlocated') return t('compare.noBase');
  return t(measure === 'perAgency' ? 'compare.noAgencies' : 'compare.noAddresses');
}

function counted(count: number | null, row: CompareRow, tools: ShowTools): ShownFigure {
  const value = inMeasure(count, row, tools.measure);
  return value === null ? { text: NONE, why: whyNoMeasure(row, tools) } : { text: measureText(value, tools), why: '' };
}

export function shownScore(score: number | null, t: CompareTranslate): ShownRow['posture'] {
  if (score === null) return { text: NONE, why: t('compare.noScore'), level: '', sign: '', tone: '' };
  const level = postureLevel(score);
  return { text: String(score), why: '', level: t(`posture.level.${level}`), sign: LEVEL_SIGNS[level], tone: level };
}

function shownVersus(row: CompareRow, { t, formats }: ShowTools): ShownRow['versus'] {
  const { kind } = row.comparison;
  const times = timesOf(row);
  return {
    kind,
    sign: kind === 'above' ? '▲' : kind === 'below' ? '▼' : '',
    times: times === null ? NONE : times === Infinity ? t('normal.hardly') : formats.times(times),
    word: t(`compare.${kind}`),
  };
}

export function shownRow(row: CompareRow, tools: ShowTools): ShownRow {
  const { t, formats } = tools;
  const change = changeOf(row);
  const { sensors } = row;
  return {
    code: row.code,
    name: row.name,
    posture: shownScore(row.score, t),
    blocked: counted(row.total?.blocked ?? null, row, tools),
    change: change === null ? { text: NONE, why: t('compare.noEarlier') } : { text: changeText(change), why: '' },
    versus: shownVersus(row, tools),
    allowed: counted(row.total?.allowed ?? null, row, tools),
    outbound: counted(row.outbound, row, tools),
    coverage:
      sensors === null
        ? { text: NONE, why: t('compare.unknown') }
        : { text: `${formats.integer(sensors.seen)}/${formats.integer(sensors.registered)}`, why: '' },
  };
}
