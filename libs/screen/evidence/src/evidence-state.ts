import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, type Params } from '@angular/router';
import {
  AgencyNames,
  DirectorySource,
  ServerClock,
  SessionSource,
  type CountyAgencies,
} from '@lianfang/screen/data-access';
import { readAddress } from './evidence-address';
import { EvidenceLanguage } from './evidence-language';

/** What the parts of the page have in common: what the address asks for, and names of counties and agencies. */
@Injectable()
export class EvidenceState {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly words = inject(EvidenceLanguage);
  private readonly directory = inject(DirectorySource);
  private readonly session = inject(SessionSource);
  private readonly agencies = inject(AgencyNames);
  private readonly params = toSignal(this.route.queryParamMap, { requireSync: true });
  readonly now = inject(ServerClock).now;

  readonly asked = computed(() => {
    const params = this.params();
    return readAddress(Object.fromEntries(params.keys.map((key) => [key, params.get(key) ?? undefined])));
  });
  /** Changes with what is listed, and not with what is open. */
  readonly listed = computed(() => JSON.stringify({ ...this.asked(), event: null }));
  readonly opened = computed(() => this.asked().event);
  /** The county of who looks; null for the centre. */
  readonly own = computed(() => this.session.current()?.county ?? null);
  /** The county that the list is about; null for the nation. */
  readonly county = computed(() => this.own() ?? this.asked().parts.county ?? null);
  readonly counties = computed(() =>
    (this.directory.directory()?.counties ?? []).map(({ code }) => ({ code, name: this.place(code) })),
  );

  place(code: string): string {
    if (code === 'unlocated') return this.words.t()('filter.unlocated');
    const name = this.directory.directory()?.counties.find((county) => county.code === code)?.name;
    if (name === undefined) return code;
    return this.words.code() === 'en' ? name.en : name.zh;
  }

  private agenciesOf(county: string): CountyAgencies | undefined {
    const listed = this.directory.directory()?.counties.find(({ code }) => code === county);
    return listed?.agencyNames ?? this.agencies.of(county);
  }

  /** An agency in words; its id where its county's directory does not name it. */
  agency(county: string, id: string): string {
    const name = this.agenciesOf(county)?.[id];
    if (name === undefined) return id;
    return this.words.code() === 'en' ? name.en : name.zh;
  }

  /** Agencies to choose from, by name; undefined until they are there, or where no county is chosen. */
  readonly choices = computed(() => {
    const county = this.county();
    const names = county === null ? undefined : this.agenciesOf(county);
    if (county === null || names === undefined) return undefined;
    return Object.keys(names)
      .map((id) => ({ id, name: this.agency(county, id) }))
      .sort((a, b) => a.name.localeCompare(b.name, this.words.code()));
  });

  /** Goes to another list or event; what is not named stays as it is. */
  async go(changes: Params): Promise<void> {
    await this.router.navigate([], { relativeTo: this.route, queryParams: changes, queryParamsHandling: 'merge' });
  }
}
