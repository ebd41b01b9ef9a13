import { Component, DestroyRef, ElementRef, computed, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { MinuteCard } from '@lianfang/screen/chart';
import { BreakdownSource, CountySource, LiveSituation, SessionSource } from '@lianfang/screen/data-access';
import { FeedNotice } from '@lianfang/screen/kit';
import { MakeupCard } from '@lianfang/screen/makeup';
import { OnlookersCard } from '@lianfang/screen/onlookers';
import { PostureCard } from '@lianfang/screen/posture';
import { ActionsCard } from './actions-card';
import { CountyContactsCard } from './contacts-card';
import { CountyBreakdown } from './county-breakdown';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';
import { CountySwitcher } from './county-switcher';
import { CountyTiles } from './county-tiles';
import { DayCard } from './day-card';
import { NoSuchCounty } from './no-such-county';
import { sensorFacts } from './sensor-facts';
import { SensorsCard } from './sensors-card';
import { SharedSourcesCard } from './shared-sources-card';

/** How a county is doing, one's own or, for the centre, the one that the address names: its score, and what to do. */
@Component({
  selector: 'lf-county',
  imports: [
    ActionsCard,
    CountyBreakdown,
    CountyContactsCard,
    CountySwitcher,
    CountyTiles,
    DayCard,
    FeedNotice,
    MakeupCard,
    MinuteCard,
    NoSuchCounty,
    OnlookersCard,
    PostureCard,
    RouterLink,
    SensorsCard,
    SharedSourcesCard,
  ],
  providers: [BreakdownSource, CountyLanguage, CountySource, CountyState],
  templateUrl: './county.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrl: './county.css',
})
export class County {
  protected readonly words = inject(CountyLanguage);
  protected readonly state = inject(CountyState);
  protected readonly breakdowns = inject(BreakdownSource);
  protected readonly source = inject(CountySource);
  private readonly fragment = toSignal(inject(ActivatedRoute).fragment, { initialValue: null });
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
  protected readonly sensors = computed(() => {
    const page = this.source.sensors.value();
    return page === null ? '' : sensorFacts(page, this.words.t(), this.words.formats());
  });
  /** By which words a score is called is known with the directory: none is said before. */
  protected readonly known = computed(() => this.state.view() !== null && this.state.isNamed());
  protected readonly posture = computed(() => (this.known() ? (this.state.view()?.posture ?? null) : null));
  protected readonly middle = computed(() => this.source.middle.value()?.score ?? null);

  protected readonly hasContacts = inject(SessionSource).may('settings.read');
  /** Only a county itself sees who looked at its data. */
  private readonly mayAudit = inject(SessionSource).may('audit.read');
  protected readonly isAudited = computed(() => this.mayAudit && this.state.isOwn());

  constructor() {
    const live = inject(LiveSituation);
    const host = inject<ElementRef<HTMLElement>>(ElementRef);
    effect(() => {
      const county = this.state.subject();
      untracked(() => {
        if (live.feedOf() === 'nation') live.followCounty(county);
        if (county === null) return;
        this.breakdowns.start(county);
        this.source.start(county, !this.state.isOwn());
      });
    });
    // A reason leads to a place of this page.
    effect(() => {
      const fragment = this.fragment();
      if (fragment === null || this.state.view() === null) return;
      untracked(() => show(host.nativeElement.querySelector<HTMLElement>(`#${CSS.escape(fragment)}`)));
    });
    inject(DestroyRef).onDestroy(() => {
      this.breakdowns.stop();
      this.source.stop();
      if (live.feedOf() === 'nation') live.followCounty(null);
    });
  }
}

function show(place: HTMLElement | null): void {
  place?.scrollIntoView({ block: 'center' });
  place?.focus({ preventScroll: true });
}
