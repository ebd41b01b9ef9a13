import type { ExportNotes, ExportTable } from '@lianfang/screen/export';
import type { CompareTranslate } from './compare-language';
import { changeOf, figureOf, timesOf } from './compare-order';
import type { CompareRow } from './compare-rows';
import type { CompareState } from './compare-state';
import { shownScore } from './shown-row';

type Shown = Pick<CompareState, 'chosen' | 'answers' | 'sorted' | 'unlocated'>;

function columnsOf(t: CompareTranslate, unit: string): ExportTable['columns'] {
  return [
    { key: 'code', name: t('compare.csv.code') },
    { key: 'county', name: t('compare.county') },
    { key: 'score', name: t('compare.posture') },
    { key: 'level', name: t('compare.csv.level') },
    { key: 'blocked', name: `${t('compare.blocked')} (${unit})` },
    { key: 'changePercent', name: t('compare.csv.change') },
    { key: 'timesNormal', name: t('compare.csv.versus') },
    { key: 'againstNormal', name: t('compare.csv.standing') },
    { key: 'allowed', name: `${t('compare.allowed')} (${unit})` },
    { key: 'outbound', name: `${t('compare.outbound')} (${unit})` },
    { key: 'sensorsSeen', name: t('compare.csv.seen') },
    { key: 'sensorsRegistered', name: t('compare.csv.registered') },
    { key: 'blockedCount', name: t('compare.csv.count') },
    { key: 'protectedAddresses', name: t('compare.csv.addresses') },
    { key: 'agencies', name: t('compare.csv.agencies') },
  ];
}

/** A number with as many decimals as the screen shows; null where it is none. */
function rounded(value: number | null, decimals: number): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toFixed(decimals));
}

/** The table as it is sorted on screen, with the digits of the screen, and what its quotients were made from. */
export function compareTable(state: Shown, t: CompareTranslate, notes: Pick<ExportNotes, 'of'>): ExportTable {
  const { measure, period, sort, descending } = state.chosen();
  const line = (row: CompareRow): ExportTable['rows'][number] => {
    const change = changeOf(row);
    return [
      row.code,
      row.name,
      row.score,
      shownScore(row.score, t).level,
      figureOf(row, 'blocked', measure),
      rounded(change === null ? null : change * 100, 1),
      rounded(timesOf(row), 1),
      t(`compare.${row.comparison.kind}`),
      figureOf(row, 'allowed', measure),
      figureOf(row, 'outbound', measure),
      row.sensors?.seen ?? null,
      row.sensors?.registered ?? null,
      row.total?.blocked ?? null,
      row.protectedAddresses,
      row.agencies,
    ];
  };
  const { from = 0, to = 0 } = state.answers()?.question ?? {};
  return {
    notes: notes.of({
      title: t('compare.title'),
      range: { from, to },
      filters: [
        `${t('compare.period')}: ${t(`compare.period.${period}`)}`,
        `${t('compare.measure')}: ${t(`compare.measure.${measure}`)}`,
        `${t('compare.sort')}: ${t(`compare.${sort}`)}, ${t(descending ? 'compare.greatest' : 'compare.least')}`,
      ],
      asOf: state.answers()?.current.freshness.asOf ?? null,
      remarks: t('compare.explain').split('\n'),
    }),
    columns: columnsOf(t, t(`compare.unit.${measure}`)),
    rows: [...state.sorted(), state.unlocated()].map(line),
  };
}
