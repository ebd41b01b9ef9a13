import { Injectable, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import type { SeriesAnswer } from '@lianfang/contract';
import { RisingSource, whileVisible } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import { categoryWords } from './category-words';
import { risingCounties } from './rising-counties';
import { SituationState } from './situation-state';
import { steadyOrder, type SteadyOrder } from './steady-order';

const MINUTES = 60;
const MINUTE = 60_000;
/** As many as a card has room for; of the others only the number is told. */
export const MOST_RISING = 4;

/** Blocked events of each of the 60 minutes before the last one that was asked for; a minute without events is nought. */
export function minuteValues({ points }: SeriesAnswer, to: number): readonly number[] {
  const byMinute = new Map(points.map(({ time, blocked }) => [Date.parse(time), blocked]));
  return Array.from({ length: MINUTES }, (_, index) => byMinute.get(to - (MINUTES - index) * MINUTE) ?? 0);
}

/** The counties that are above normal, each with its last hour; their places change once a minute. */
@Injectable()
export class RisingLines {
  private readonly state = inject(SituationState);
  private readonly language = inject(Language);
  private readonly source = inject(RisingSource);

  private readonly found = computed(() => risingCounties(this.state.rows()));
  private readonly places = linkedSignal<{ key: string; ranked: readonly string[] }, SteadyOrder>({
    source: () => ({ key: String(this.state.minute()), ranked: this.found().map(({ row }) => row.code) }),
    computation: ({ key, ranked }, previous) => steadyOrder(previous?.value, key, ranked),
  });
  private readonly codes = computed(() => this.places().codes.slice(0, MOST_RISING), {
    equal: (one, other) => one.join() === other.join(),
  });

  /** False while no county has a normal range. */
  readonly known = computed(() => this.state.rows().some(({ comparison }) => comparison.kind !== 'learning'));
  readonly more = computed(() => Math.max(0, this.found().length - MOST_RISING));
  private readonly hours = computed(() => {
    const t = this.state.t();
    const formats = this.language.formats();
    return new Map(
      [...this.source.hours()].map(([code, { series, categories }]) => {
        const last = Math.max(...(series?.points.map(({ time }) => Date.parse(time)) ?? [0]));
        const values = series === null || series.points.length === 0 ? null : minuteValues(series, last + MINUTE);
        const top = categories?.items[0]?.key;
        const line =
          values === null
            ? ''
            : t('rising.line', {
                last: formats.integer(values.at(-1) ?? 0),
                min: formats.integer(Math.min(...values)),
                max: formats.integer(Math.max(...values)),
              });
        return [code, { values, line, category: top === undefined ? '' : categoryWords(top, this.language.code()) }];
      }),
    );
  });
  readonly lines = computed(() => {
    const formats = this.language.formats();
    const timesOf = (ratio: number | null): string =>
      ratio === null ? this.state.t()('normal.hardly') : formats.times(ratio);
    const byCode = new Map(this.found().map((entry) => [entry.row.code, entry]));
    return this.codes().flatMap((code) => {
      const entry = byCode.get(code);
      if (entry === undefined) return [];
      const worded = entry.ratio === null;
      const hour = this.hours().get(code) ?? { values: null, line: '', category: '' };
      return [
        { code, name: entry.row.name, shortName: entry.row.shortName, times: timesOf(entry.ratio), worded, ...hour },
      ];
    });
  });

  constructor() {
    whileVisible(this.source);
    effect(() => {
      const codes = this.codes();
      untracked(() => this.source.follow(codes));
    });
  }
}
