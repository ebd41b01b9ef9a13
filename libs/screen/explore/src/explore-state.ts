import { Injectable, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, type Params } from '@angular/router';
import { DIMENSIONS, rowKindFor, type Dimension } from '@lianfang/contract';
import { AgencyNames, DirectorySource, ServerClock, SessionSource } from '@lianfang/screen/data-access';
import { dimensionsOf, filterQuery, readAddress } from './explore-address';
import { ExploreLanguage, type ExploreWord } from './explore-language';
import { planOf, type Stretch } from './explore-range';
import type { Order } from './explore-run';

/** What the parts of the page have in common: what the address asks for, and the names of values. */
@Injectable()
export class ExploreState {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly words = inject(ExploreLanguage);
  private readonly directory = inject(DirectorySource);
  private readonly session = inject(SessionSource);
  private readonly agencies = inject(AgencyNames);
  private readonly clock = inject(ServerClock);
  private readonly params = toSignal(this.route.queryParamMap, { requireSync: true });
  private readonly before = signal<readonly Params[]>([]);
  readonly now = this.clock.now;

  readonly asked = computed(() => {
    const params = this.params();
    return readAddress(Object.fromEntries(params.keys.map((key) => [key, params.get(key) ?? undefined])));
  });
  /** Changes with what is asked, and not with how it is drawn. */
  readonly question = computed(() => {
    const { drawing: _drawing, live: _live, ...rest } = this.asked();
    return JSON.stringify(rest);
  });
  /** The county of who looks; null for the centre. */
  readonly own = computed(() => this.session.current()?.county ?? null);
  readonly county = computed(() => this.own() ?? this.asked().filters.county?.[0] ?? null);
  readonly place = computed(() => {
    const county = this.county();
    return county === null ? this.words.t()('explore.nation') : this.name('county', county);
  });
  /** Dimensions that one may choose: people of a county see theirs alone. */
  readonly dimensions = computed(() => DIMENSIONS.filter((dimension) => dimension !== 'county' || this.own() === null));
  /** What rows do not hold together; empty where they do. */
  readonly clash = computed<readonly Dimension[]>(() => {
    const asked = dimensionsOf(this.asked());
    return rowKindFor(asked) === undefined ? asked.filter((dimension) => dimension !== 'disposition') : [];
  });
  readonly mayReadEvidence = computed(() => this.session.may('evidence.read'));
  readonly canGoBack = computed(() => this.before().length > 0);

  /** What is asked of the server now. */
  order(): Order {
    const asked = this.asked();
    return { plan: planOf(asked, this.now()), filters: filterQuery(asked.filters, this.own()), by: asked.by };
  }

  /** A value of a dimension in words. */
  name(dimension: Dimension, value: string): string {
    if (dimension === 'country') return this.words.country(value);
    if (dimension === 'agency') return this.agency(value);
    if (dimension === 'county') {
      if (value === 'unlocated') return this.words.t()('explore.unlocated');
      const name = this.directory.directory()?.counties.find(({ code }) => code === value)?.name;
      return name === undefined ? value : this.local(name);
    }
    return this.words.t()(`${dimension}.${value}` as ExploreWord);
  }

  readonly counties = computed(() => (this.directory.directory()?.counties ?? []).map(({ code }) => code));

  /** Ids of the agencies that can be chosen: those of the county. */
  readonly agencyIds = computed<readonly string[]>(() => {
    const county = this.county();
    const listed = this.directory.directory()?.counties.find(({ code }) => code === county)?.agencyNames;
    return Object.keys(listed ?? (county === null ? {} : (this.agencies.of(county) ?? {})));
  });

  /** Whether `from` and `to` are all of the range that was asked for: a press on it would change nothing. */
  async zoom({ from, to }: Stretch): Promise<void> {
    const { range, from: begin, to: end } = this.asked();
    const here =
      range === 'absolute' ? { range: null, from: iso(begin), to: iso(end) } : { range, from: null, to: null };
    this.before.update((known) => [...known, here]);
    await this.go({ range: null, from: iso(from), to: iso(to), live: null });
  }

  /** To the range before the last zoom. */
  async zoomBack(): Promise<void> {
    const last = this.before().at(-1);
    if (last === undefined) return;
    this.before.update((known) => known.slice(0, -1));
    await this.go(last);
  }

  /** Another range was chosen by hand: there is nothing to go back to by a zoom. */
  async goToRange(changes: Params): Promise<void> {
    this.before.set([]);
    await this.go(changes);
  }

  async addFilter(dimension: Dimension, value: string): Promise<void> {
    const known = this.asked().filters[dimension] ?? [];
    if (known.includes(value)) return;
    const values = dimension === 'county' ? [value] : [...known, value];
    // An agency is of one county.
    await this.go({ [dimension]: values.join(','), ...(dimension === 'county' && { agency: null }) });
  }

  async dropFilter(dimension: Dimension, value: string): Promise<void> {
    const left = (this.asked().filters[dimension] ?? []).filter((each) => each !== value);
    await this.go({ [dimension]: left.length === 0 ? null : left.join(',') });
  }

  /** Goes to another question; what is not named stays as it is. */
  async go(changes: Params): Promise<void> {
    await this.router.navigate([], { relativeTo: this.route, queryParams: changes, queryParamsHandling: 'merge' });
  }

  private agency(id: string): string {
    const county = this.county();
    const listed = this.directory.directory()?.counties.find(({ code }) => code === county)?.agencyNames?.[id];
    if (listed) return this.local(listed);
    const known = this.agencies.names().get(id);
    if (known === undefined) return id;
    const of = county === null && this.own() === null ? `${this.name('county', known.county)} ` : '';
    return `${of}${this.local(known.name)}`;
  }

  private local(name: { readonly zh: string; readonly en: string }): string {
    return this.words.code() === 'en' ? name.en : name.zh;
  }
}

export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
