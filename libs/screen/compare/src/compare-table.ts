import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { COLUMNS, type Column } from './compare-address';
import { CompareLanguage } from './compare-language';
import { CompareState } from './compare-state';
import { changeText, measureText, shownScore } from './shown-row';
import { Trend } from './trend';

interface Head {
  /** `trend` can't be sorted by. */
  readonly key: Column | 'trend';
  readonly label: string;
  readonly hint: string;
  readonly sorted: 'ascending' | 'descending' | null;
}

/** The columns, with the trend after what it is the course of. */
const HEADS = COLUMNS.flatMap<Column | 'trend'>((column) => (column === 'blocked' ? [column, 'trend'] : [column]));

/** All counties in one table, with a small multiple each; the median of the counties above them. */
@Component({
  selector: 'lf-compare-table',
  imports: [RouterLink, Trend],
  templateUrl: './compare-table.html',
  styleUrl: './compare-table.css',
})
export class CompareTable {
  protected readonly words = inject(CompareLanguage);
  protected readonly state = inject(CompareState);
  /** 22 counties, their median, and what belongs to none. */
  protected readonly placeholders = Array.from({ length: 24 }, (_, index) => index);
  protected readonly heads = computed<readonly Head[]>(() => {
    const t = this.words.t();
    const { sort, descending } = this.state.chosen();
    return HEADS.map((key) => ({
      key,
      label: t(`compare.${key}`),
      hint: key === 'county' || key === 'trend' ? '' : t(`compare.${key}Hint`),
      sorted: key === sort ? (descending ? 'descending' : 'ascending') : null,
    }));
  });
  /** The counties as sorted, then what belongs to none. */
  protected readonly lines = computed(() =>
    [...this.state.lines(), this.state.apart()].map(({ row, shown }) => ({
      row,
      shown,
      isCounty: row.code !== 'unlocated',
      top: this.state.topFor(row),
      words: this.state.trendWords(row),
    })),
  );
  protected readonly median = computed(() => {
    const { posture, blocked, change, versus, allowed, outbound, coverage } = this.state.medians();
    const tools = this.state.tools();
    const count = (value: number | null): string =>
      value === null
        ? '–'
        : measureText(value, { ...tools, measure: Number.isInteger(value) ? tools.measure : 'per1000' });
    return {
      posture: posture === null ? '–' : posture.toFixed(Number.isInteger(posture) ? 0 : 1),
      level: posture === null ? '' : shownScore(Math.round(posture), tools.t).level,
      blocked: count(blocked),
      change: change === null ? '–' : changeText(change),
      versus: versus === null || versus === Infinity ? '–' : tools.formats.times(versus),
      allowed: count(allowed),
      outbound: count(outbound),
      coverage: coverage === null ? '–' : tools.formats.percent(coverage),
    };
  });

  protected sortBy(key: Column | 'trend'): void {
    if (key !== 'trend') void this.state.sortBy(key);
  }
}
