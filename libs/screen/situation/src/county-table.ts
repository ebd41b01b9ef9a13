import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Explain, Language, comparisonSign, comparisonWords, type WordKey } from '@lianfang/screen/kit';
import type { CountyRow } from './county-rows';
import { timesNormal } from './measure';
import { shownPosture } from './posture-words';
import type { SituationWord } from './situation-words';
import { sortCounties, type SortColumn, type SortOrder } from './sort-counties';
import { SituationState } from './situation-state';
import { steadyOrder, type SteadyOrder } from './steady-order';

interface Column {
  readonly key: SortColumn;
  readonly label: WordKey | SituationWord;
  readonly hint: WordKey | SituationWord | null;
}

/** The same figures as the map, for all 22 counties. */
@Component({
  selector: 'lf-county-table',
  imports: [Explain, RouterLink],
  templateUrl: './county-table.html',
  styleUrl: './county-table.css',
})
export class CountyTable {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly order = signal<SortOrder>({ column: 'per1000', descending: true });

  protected readonly columns: readonly Column[] = [
    { key: 'county', label: 'table.county', hint: null },
    { key: 'per1000', label: 'table.per1000', hint: 'table.per1000Hint' },
    { key: 'perMinute', label: 'table.perMinute', hint: 'table.perMinuteHint' },
    { key: 'versusNormal', label: 'table.versusNormal', hint: 'table.versusNormalHint' },
    { key: 'posture', label: 'score.title', hint: 'score.hint' },
    { key: 'today', label: 'table.today', hint: 'table.todayHint' },
  ];
  protected readonly placeholders = Array.from({ length: 22 }, (_, index) => index);
  private readonly places = linkedSignal<{ key: string; ranked: readonly string[] }, SteadyOrder>({
    source: () => {
      const { column, descending } = this.order();
      // Without figures there is no order, and rows would jump when they come: anonymous rows stand in for them.
      const rows = this.state.rows().filter(({ figures }) => figures !== null);
      return {
        key: `${this.state.minute()} ${column} ${descending}`,
        ranked: sortCounties(rows, this.order(), this.language.code()).map(({ code }) => code),
      };
    },
    computation: ({ key, ranked }, previous) => steadyOrder(previous?.value, key, ranked),
  });
  protected readonly lines = computed(() => {
    const rows = new Map(this.state.rows().map((row) => [row.code, row]));
    return this.places().codes.flatMap((code) => {
      const row = rows.get(code);
      return row === undefined ? [] : [this.line(row)];
    });
  });

  protected sortBy(column: SortColumn): void {
    this.order.update((order) => ({
      column,
      descending: order.column === column ? !order.descending : column !== 'county' && column !== 'posture',
    }));
  }

  protected sortState(column: SortColumn): 'ascending' | 'descending' | null {
    if (this.order().column !== column) return null;
    return this.order().descending ? 'descending' : 'ascending';
  }

  /** A key that is held down presses a button again and again: each time is a question to the server. */
  protected once(event: KeyboardEvent): void {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
  }

  private line(row: CountyRow) {
    const formats = this.language.formats();
    const t = this.state.t();
    const { figures, comparison } = row;
    const times = timesNormal(comparison);
    return {
      code: row.code,
      name: row.name,
      silent: figures?.silent ?? false,
      behind: this.state.partly() && this.state.behind().has(row.code),
      kind: comparison.kind,
      ...this.rates(figures),
      sign: comparisonSign(comparison),
      words: comparisonWords(comparison, t, formats),
      times: times === null ? '–' : times === Infinity ? t('normal.hardly') : formats.times(times),
      posture: shownPosture(figures?.posture ?? null, t),
    };
  }

  private rates(figures: CountyRow['figures']) {
    const { rate, compact } = this.language.formats();
    const per1000 = figures?.blockedPerMinutePer1000 ?? null;
    return {
      per1000: per1000 === null ? '–' : rate(per1000),
      perMinute: rate(figures?.blockedPerMinute ?? 0),
      today: compact(figures?.blockedToday ?? 0),
    };
  }
}
