import { Injectable, computed, inject, signal } from '@angular/core';
import { OperationsSource, ServerClock } from '@lianfang/screen/data-access';
import { cardAge } from './card-age';
import { OperationsLanguage } from './operations-language';
import { RejectedList } from './rejected-list';

/** Three checks that did not come, and never less than this. */
const STALE_AFTER = 30_000;

/** What the parts of the page have in common. */
@Injectable()
export class OperationsState {
  private readonly source = inject(OperationsSource);
  private readonly clock = inject(ServerClock);
  private readonly words = inject(OperationsLanguage);
  private readonly list = inject(RejectedList);

  readonly ledger = this.source.ledger.value;
  readonly ledgerFailed = computed(() => this.source.ledger.failed() && this.ledger() === null);
  readonly alerts = this.source.alerts.value;
  readonly alertsFailed = computed(() => this.source.alerts.failed() && this.alerts() === null);
  /** The letter that is open, or null. */
  readonly opened = signal<string | null>(null);

  readonly ledgerAge = computed(
    () => this.age(this.ledger()?.checkedAt ?? null, 3 * (this.ledger()?.checkEvery ?? 0)),
    {
      equal: sameAge,
    },
  );
  readonly alertsAge = computed(() => this.age(this.source.alerts.at(), STALE_AFTER), { equal: sameAge });
  readonly listAge = computed(() => this.age(this.list.at(), 2 * STALE_AFTER), { equal: sameAge });
  readonly stale = computed(() => this.ledgerAge()?.stale ?? false);

  /** Topics and partitions that rejected records can come from. */
  readonly places = computed(
    () =>
      (this.ledger()?.sources ?? [])
        .filter(({ state }) => state === 'current')
        .map(({ source: { topic, partition } }) => ({ topic, partition })),
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );

  private age(asOf: number | null, limit: number) {
    const staleAfter = Math.max(STALE_AFTER, limit);
    return cardAge({ asOf, now: this.clock.now(), staleAfter }, this.words.t(), this.words.formats());
  }
}

type Age = ReturnType<typeof cardAge>;

function sameAge(a: Age, b: Age): boolean {
  return a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale;
}
