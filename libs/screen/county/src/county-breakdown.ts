import { Component, computed, inject, input } from '@angular/core';
import type { BreakdownAnswer } from '@lianfang/contract';
import { ServerClock, type Polled } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { breakdownLines } from './breakdown-lines';
import { CountyLanguage, categoryWords } from './county-language';
import { CountyState } from './county-state';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** Today's events of the county by agency or by category. */
@Component({
  selector: 'lf-county-breakdown',
  templateUrl: './county-breakdown.html',
  styleUrl: './county-breakdown.css',
})
export class CountyBreakdown {
  readonly by = input.required<'agency' | 'category'>();
  readonly source = input.required<Polled<BreakdownAnswer>>();
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
  protected readonly lines = computed(() => {
    const answer = this.source().value();
    if (answer === null) return null;
    const t = this.words.t();
    const { integer } = this.words.formats();
    return breakdownLines(answer, {
      label: (key) => (answer.by === 'agency' ? this.state.agencyWords(key) : categoryWords(t, key)),
      others: (keys) => t('county.others', { count: integer(keys) }),
      unassigned: t(answer.by === 'agency' ? 'county.noAgency' : 'county.noCategory'),
      overflow: t('county.overflow'),
    }).map((line) => ({ ...line, total: integer(line.total), allowed: integer(line.allowed), quiet: !line.allowed }));
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
}
