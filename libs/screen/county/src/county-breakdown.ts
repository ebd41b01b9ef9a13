import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BreakdownAnswer } from '@lianfang/contract';
import { ServerClock, SessionSource, taipeiDayOf, type Polled } from '@lianfang/screen/data-access';
import { Explain, tileAge } from '@lianfang/screen/kit';
import { breakdownLines, timesOf } from './breakdown-lines';
import { CountyLanguage, categoryWords } from './county-language';
import { CountyState } from './county-state';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** Today's events of the county by agency or by category. */
@Component({
  selector: 'lf-county-breakdown',
  imports: [Explain, RouterLink],
  templateUrl: './county-breakdown.html',
  styleUrl: './county-breakdown.css',
})
export class CountyBreakdown {
  readonly by = input.required<'agency' | 'category'>();
  readonly source = input.required<Polled<BreakdownAnswer>>();
  /** The same of the same weekday last week, up to the same time of day. */
  readonly lastWeek = input<Polled<BreakdownAnswer> | null>(null);
  private readonly mayReadEvidence = inject(SessionSource).may('evidence.read');
  protected readonly words = inject(CountyLanguage);
  private readonly state = inject(CountyState);
  private readonly clock = inject(ServerClock);
  protected readonly placeholders = [0, 1, 2, 3, 4];

  protected readonly id = computed(() => `county-${this.by()}-title`);
  protected readonly title = computed(() =>
    this.words.t()(this.by() === 'agency' ? 'county.agencies' : 'county.categories'),
  );
  protected readonly kind = computed(() =>
    this.words.t()(this.by() === 'agency' ? 'county.agency' : 'county.category'),
  );
  protected readonly explanation = computed(() =>
    this.words.t()(this.by() === 'agency' ? 'county.agenciesExplain' : 'county.categoriesExplain'),
  );
  protected readonly isCompared = computed(() => this.lastWeek() !== null);
  protected readonly lines = computed(() => {
    const answer = this.source().value();
    if (answer === null) return null;
    const t = this.words.t();
    const { integer, times } = this.words.formats();
    const before = this.lastWeek()?.value() ?? null;
    return breakdownLines(answer, {
      label: (key) => (answer.by === 'agency' ? this.state.agencyWords(key) : categoryWords(t, key)),
      others: (keys) =>
        t(answer.by === 'agency' ? 'county.otherAgencies' : 'county.otherCategories', { count: integer(keys) }),
      unassigned: t(answer.by === 'agency' ? 'county.noAgency' : 'county.noCategory'),
      overflow: t('county.overflow'),
    }).map((line) => {
      const ratio = line.rest ? null : timesOf(line, before);
      return {
        ...line,
        total: integer(line.total),
        allowed: integer(line.allowed),
        quiet: !line.allowed,
        times: ratio === null ? '–' : times(ratio),
        query: line.rest || answer.by !== 'agency' || !this.mayReadEvidence ? null : this.evidence(answer, line.key),
      };
    });
  });
  protected readonly failed = computed(() => this.source().failed() && this.source().value() === null);
  protected readonly age = computed(
    () => {
      const asOf = this.source().value()?.freshness.asOf ?? null;
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      const isStale = age > STALE_AFTER || this.source().value()?.freshness.state === 'stale';
      return tileAge({ state: isStale ? 'stale' : 'live', age, asOf }, this.words.t(), this.words.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );

  /** Kept events of an agency since midnight in Taipei. */
  private evidence({ county, to }: BreakdownAnswer, agency: string): Readonly<Record<string, string>> {
    const from = new Date(taipeiDayOf(Date.parse(to))).toISOString();
    return { county: county ?? '', agency, from, to };
  }
}
