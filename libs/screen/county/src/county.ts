import { Component, DestroyRef, computed, effect, inject, untracked } from '@angular/core';
import { MinuteCard } from '@lianfang/screen/chart';
import { BreakdownSource, SessionSource } from '@lianfang/screen/data-access';
import { FeedNotice } from '@lianfang/screen/kit';
import { MakeupCard } from '@lianfang/screen/makeup';
import { OnlookersCard } from '@lianfang/screen/onlookers';
import { CountyBreakdown } from './county-breakdown';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';
import { CountyTiles } from './county-tiles';

/** How one's own county is doing: now against normal, the last hour, and who and what was hit today. */
@Component({
  selector: 'lf-county',
  imports: [CountyBreakdown, CountyTiles, FeedNotice, MakeupCard, MinuteCard, OnlookersCard],
  providers: [BreakdownSource, CountyLanguage, CountyState],
  templateUrl: './county.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrl: './county.css',
})
export class County {
  protected readonly words = inject(CountyLanguage);
  protected readonly state = inject(CountyState);
  protected readonly source = inject(BreakdownSource);
  protected readonly subject = computed(() => ({ code: this.state.code(), name: this.state.name() ?? '' }), {
    equal: (a, b) => a.code === b.code && a.name === b.name,
  });
  protected readonly facts = computed(() => {
    const listed = this.state.listed();
    if (listed === null) return '\u00a0';
    const { integer } = this.words.formats();
    const { agencies, protectedAddresses } = listed;
    return this.words.t()('county.facts', { agencies: integer(agencies), addresses: integer(protectedAddresses) });
  });

  /** Who may not read the audit sees the chart as wide as the page. */
  protected readonly mayAudit = inject(SessionSource).may('audit.read');

  constructor() {
    effect(() => {
      const code = this.state.code();
      untracked(() => this.source.start(code));
    });
    inject(DestroyRef).onDestroy(() => this.source.stop());
  }
}
