import { Injectable, computed, inject } from '@angular/core';
import { DirectorySource, LiveSituation, SessionSource } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';

/** What the parts of the page have in common: the county of who looks, and its live figures. */
@Injectable()
export class CountyState {
  private readonly live = inject(LiveSituation);
  private readonly session = inject(SessionSource);
  private readonly source = inject(DirectorySource);
  private readonly words = inject(CountyLanguage);

  readonly health = this.live.health;
  readonly code = computed(() => this.session.current()?.county ?? '');
  /** Null until the directory is there. */
  readonly listed = computed(
    () => this.source.directory()?.counties.find((county) => county.code === this.code()) ?? null,
  );
  readonly name = computed(() => {
    const name = this.listed()?.name;
    if (name === undefined) return this.source.failed() ? this.code() : null;
    return this.words.code() === 'en' ? name.en : name.zh;
  });
  /** Null until the first frame, and while the log holds nothing: nought is not calm. */
  readonly view = computed(() => {
    const view = this.live.countyView();
    return view !== null && view.county === this.code() && this.health().state !== 'waiting' ? view : null;
  });
  readonly age = computed(() => tileAge(this.health(), this.words.t(), this.words.formats()), {
    equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale,
  });

  /** An agency in words; its id where the directory does not name it. */
  agencyWords(id: string): string {
    const name = this.listed()?.agencyNames?.[id];
    if (name === undefined) return id;
    return this.words.code() === 'en' ? name.en : name.zh;
  }
}
