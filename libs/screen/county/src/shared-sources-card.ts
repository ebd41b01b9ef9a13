import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CountySource, ServerClock, SessionSource } from '@lianfang/screen/data-access';
import { Explain, Skeleton, tileAge } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';

const STALE_AFTER = 90_000;
/** As many as the card has room for. */
const MOST_SHOWN = 6;

/** Sources of the open hour that hit this county and others too: how many at least, and never which. */
@Component({
  selector: 'lf-shared-sources-card',
  imports: [Explain, RouterLink, Skeleton],
  templateUrl: './shared-sources-card.html',
  styleUrls: ['../../kit/src/card.css', './shared-sources-card.css'],
})
export class SharedSourcesCard {
  protected readonly words = inject(CountyLanguage);
  private readonly state = inject(CountyState);
  private readonly clock = inject(ServerClock);
  protected readonly source = inject(CountySource).sources;
  protected readonly mayReadEvidence = inject(SessionSource).may('evidence.read');

  protected readonly title = computed(() =>
    this.words.t()(this.state.isOwn() ? 'county.shared' : 'county.sharedOther'),
  );
  protected readonly lines = computed(() => {
    const { integer } = this.words.formats();
    return (
      this.source
        .value()
        ?.items.slice(0, MOST_SHOWN)
        .map(({ source, events, counties }) => ({
          source,
          events: integer(events),
          counties: this.words.t()('county.sharedBy', { count: integer(counties) }),
          query: { county: this.state.code(), address: source },
        })) ?? null
    );
  });
  protected readonly failed = computed(() => this.source.failed() && this.source.value() === null);
  protected readonly age = computed(
    () => {
      const asOf = this.source.value()?.asOf ?? null;
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      const state = age > STALE_AFTER ? 'stale' : 'live';
      return tileAge({ state, age, asOf }, this.words.t(), this.words.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );
}
