import { Injectable, computed, inject, linkedSignal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { CompareSource, DirectorySource, LiveSituation, ServerClock } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { chosenParams, rangeOf, readChosen, type Chosen, type Column } from './compare-address';
import { CompareLanguage } from './compare-language';
import { figureOf, medianOf, orderOf } from './compare-order';
import { compareRows, divisorOf, unlocatedRow, type CompareRow } from './compare-rows';
import { measureText, shownRow } from './shown-row';
import { topOf } from './trend-drawing';

const MINUTE = 60_000;
/** A range of a week is asked for every five minutes: older than three questions is stale. */
const STALE_AFTER = 15 * MINUTE;
/** What reads better the greatest first when it is chosen. */
const LEAST_FIRST: ReadonlySet<Column> = new Set(['county', 'posture', 'coverage']);

/** Equal by what it holds. */
const SAME = { equal: (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b) };

/** What the forms of the comparison have in common: what is chosen, the counties' figures, and their order. */
@Injectable()
export class CompareState {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly words = inject(CompareLanguage);
  private readonly directory = inject(DirectorySource);
  private readonly live = inject(LiveSituation);
  private readonly clock = inject(ServerClock);
  readonly source = inject(CompareSource);
  private readonly params = toSignal(this.route.queryParamMap, { requireSync: true });

  readonly chosen = computed<Chosen>(() => {
    const params = this.params();
    return readChosen(Object.fromEntries(params.keys.map((key) => [key, params.get(key) ?? undefined])));
  }, SAME);
  readonly question = computed(() => {
    const counties = this.directory.directory()?.counties;
    if (counties === undefined) return null;
    const range = rangeOf(this.chosen().period, this.hour());
    return { ...range, keys: [...counties.map(({ code }) => code), 'unlocated'] };
  }, SAME);
  /** The hour of now: ranges move on by it. */
  private readonly hour = computed(() => Math.floor(this.clock.now() / (60 * MINUTE)) * 60 * MINUTE);

  readonly answers = computed(() => this.source.answers());
  readonly rows = computed<readonly CompareRow[]>(() => compareRows(this.facts()));
  readonly unlocated = computed(() => unlocatedRow(this.facts()));
  readonly tools = computed(() => ({
    t: this.words.t(),
    formats: this.words.formats(),
    language: this.words.code(),
    measure: this.chosen().measure,
  }));
  /** Codes as sorted. Ranked anew each minute and by what is chosen, so that rows do not jump while they are read. */
  private readonly order = linkedSignal<string, readonly string[]>({
    source: () => {
      const { sort, descending, measure, period } = this.chosen();
      const minute = Math.floor(this.clock.now() / MINUTE);
      const there = [this.answers() !== null, this.live.situation() !== null, this.source.postures.value() !== null];
      return JSON.stringify([sort, descending, measure, period, minute, there, this.words.code(), this.rows().length]);
    },
    computation: () =>
      untracked(() => {
        const { sort: column, descending, measure } = this.chosen();
        return orderOf(this.rows(), { column, descending, measure }, this.words.code() === 'en');
      }),
  });
  readonly sorted = computed(() => {
    const rows = new Map(this.rows().map((row) => [row.code, row]));
    return this.order().flatMap((code) => rows.get(code) ?? []);
  });
  readonly lines = computed(() => this.sorted().map((row) => ({ row, shown: shownRow(row, this.tools()) })));
  readonly apart = computed(() => ({ row: this.unlocated(), shown: shownRow(this.unlocated(), this.tools()) }));
  /** Medians of the columns that have one. */
  readonly medians = computed(() => {
    const { measure } = this.chosen();
    const of = (column: Exclude<Column, 'county'>): number | null =>
      medianOf(this.rows().map((row) => figureOf(row, column, measure)));
    return {
      posture: of('posture'),
      blocked: of('blocked'),
      change: of('change'),
      versus: of('versus'),
      allowed: of('allowed'),
      outbound: of('outbound'),
      coverage: of('coverage'),
    };
  });
  /** The upper edge of all charts, in the measure; null where it is unknown. */
  private readonly commonTop = computed(() => Math.max(0, ...this.rows().map((row) => this.ownTop(row) ?? 0)));
  readonly age = computed(
    () => {
      const asOf = this.source.answers()?.current.freshness.asOf ?? this.source.at();
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      const t = this.words.t();
      if (age > STALE_AFTER) return tileAge({ state: 'stale', age, asOf }, t, this.words.formats());
      const { time, clock } = this.words.formats();
      return {
        text: t('age.tooltipShort', { time: time(asOf) }),
        hint: t('age.tooltip', { time: clock(asOf) }),
        stale: false,
      };
    },
    { equal: (a, b) => a?.text === b?.text && a?.stale === b?.stale },
  );

  /** The upper edge of a county's chart in events, and as it is said in the measure. */
  topFor(row: CompareRow): { readonly events: number; readonly text: string } {
    const divisor = divisorOf(row, this.chosen().measure);
    const own = this.chosen().scale === 'own' || divisor === null;
    const events = own ? topOf(row.trend) : this.commonTop() * divisor;
    return { events, text: this.inWords(row, events) };
  }

  /** The upper edge that all charts share, in words. */
  readonly sameTop = computed(() => measureText(this.commonTop(), this.tools()));

  /** Figures of a trend in words: what an image of it says. */
  trendWords(row: CompareRow): string {
    const t = this.words.t();
    const last = row.trend.at(-1);
    if (last === undefined) return t('compare.unknown');
    const most = row.trend.reduce((top, point) => (point.blocked > top.blocked ? point : top));
    const least = Math.min(...row.trend.map(({ blocked }) => blocked));
    const say = (events: number): string => this.inWords(row, events);
    const { normal } = last;
    return t('compare.trendWords', {
      name: row.name,
      least: say(least),
      most: say(most.blocked),
      at: this.when(most.time),
      last: say(last.blocked),
      normal:
        normal === null
          ? t('compare.trendLearning')
          : t('compare.trendNormal', { low: say(normal.low), high: say(normal.high) }),
    });
  }

  /** `11 月 22 日 22:00`. */
  when(instant: number): string {
    return this.words.formats().clock(instant).slice(0, -3);
  }

  sortBy(column: Column): Promise<void> {
    const { sort, descending } = this.chosen();
    return this.choose({ sort: column, descending: sort === column ? !descending : !LEAST_FIRST.has(column) });
  }

  async choose(changes: Partial<Chosen>): Promise<void> {
    const queryParams = chosenParams({ ...this.chosen(), ...changes });
    await this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  private ownTop(row: CompareRow): number | null {
    const divisor = divisorOf(row, this.chosen().measure);
    return divisor === null ? null : topOf(row.trend) / divisor;
  }

  private inWords(row: CompareRow, events: number): string {
    const divisor = divisorOf(row, this.chosen().measure);
    // Without a divisor a chart is of counts: its form can be read all the same.
    const measure = divisor === null ? 'raw' : this.chosen().measure;
    const value = events / (divisor ?? 1);
    return measureText(measure === 'raw' ? Math.round(value) : value, { ...this.tools(), measure });
  }

  private facts() {
    return {
      directory: this.directory.directory(),
      english: this.words.code() === 'en',
      unlocated: this.words.t()('compare.unlocated'),
      answers: this.answers(),
      postures: this.source.postures.value(),
      live: this.live.health().state === 'waiting' ? null : (this.live.situation()?.counties ?? null),
    };
  }
}
