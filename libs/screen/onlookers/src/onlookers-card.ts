import { Component, DestroyRef, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { OnlookerSource, ServerClock } from '@lianfang/screen/data-access';
import { Language, tileAge } from '@lianfang/screen/kit';
import { actorWords, deedWords, isOutside } from './deed-words';
import { foldDeeds, type FoldedDeed } from './fold-deeds';
import { OnlookerCount } from './onlooker-count';
import { DEED_WORDS, type DeedWord } from './words';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;
/** As many as the card has room for. */
const MOST_SHOWN = 3;

/** Who from outside looked at one's own county alone in the last seven days: how many, the newest, and the way to all. */
@Component({
  selector: 'lf-onlookers-card',
  imports: [OnlookerCount, RouterLink],
  providers: [OnlookerSource],
  templateUrl: './onlookers-card.html',
  styleUrl: './onlookers-card.css',
})
export class OnlookersCard {
  readonly county = input.required<string>();
  private readonly language = inject(Language);
  private readonly clock = inject(ServerClock);
  protected readonly source = inject(OnlookerSource).latest;
  protected readonly t = this.language.with<DeedWord>(DEED_WORDS);
  protected readonly lines = computed(() => {
    const page = this.source.value();
    if (page === null) return null;
    return foldDeeds(page.items.filter((item) => isOutside(item, this.county())))
      .slice(0, MOST_SHOWN)
      .map((line) => this.line(line));
  });
  protected readonly failed = computed(() => this.source.failed() && this.source.value() === null);
  protected readonly age = computed(
    () => {
      const asOf = this.source.at();
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      return tileAge({ state: age > STALE_AFTER ? 'stale' : 'live', age, asOf }, this.t(), this.language.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );

  constructor() {
    this.source.start();
    inject(DestroyRef).onDestroy(() => this.source.stop());
  }

  private line({ key, items }: FoldedDeed) {
    const [newest] = items;
    const t = this.t();
    const formats = this.language.formats();
    const { name, role } = actorWords(newest.actor, t, this.language.code());
    return {
      key,
      name,
      role,
      what: deedWords(newest, t),
      why: newest.purpose ?? '',
      ago: formats.ago(Math.max(0, this.clock.now() - newest.at)),
      clock: formats.clock(newest.at),
    };
  }
}
