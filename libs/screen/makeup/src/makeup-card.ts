import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TOP_SUBJECTS, type TopSubject } from '@lianfang/contract';
import { SessionSource, SketchSource } from '@lianfang/screen/data-access';
import { Language, Segmented, type TileAge } from '@lianfang/screen/kit';
import { rankedEntries } from './ranked-entries';
import { MAKEUP_WORDS, type MakeupWord } from './words';

/** The county that a card is about. */
export interface MakeupSubject {
  readonly code: string;
  readonly name: string;
}

/** Who and what makes up the open hour, of the nation or one county: each figure with its error. */
@Component({
  selector: 'lf-makeup-card',
  imports: [RouterLink, Segmented],
  providers: [SketchSource],
  templateUrl: './makeup-card.html',
  styleUrl: './makeup-card.css',
})
export class MakeupCard {
  /** Null: the nation. */
  readonly of = input.required<MakeupSubject | null>();
  /** The age of the page's live figures. */
  readonly age = input.required<TileAge | null>();
  /** The whole page is about this county: the title need not say so. */
  readonly bare = input(false);
  private readonly language = inject(Language);
  private readonly source = inject(SketchSource);
  private readonly session = inject(SessionSource);
  protected readonly mayOpen = computed(() => this.session.may('evidence.read'));
  protected readonly t = this.language.with<MakeupWord>(MAKEUP_WORDS);

  protected readonly subject = signal<TopSubject>('sources');
  private readonly county = computed(() => this.of()?.code ?? null);
  protected readonly subjects = computed(() =>
    TOP_SUBJECTS.map((value) => ({ value, label: this.t()(`makeup.${value}`) })),
  );
  protected readonly title = computed(() => {
    const county = this.bare() ? null : this.of();
    const title = this.t()('makeup.title');
    return county === null ? title : `${title} · ${county.name}`;
  });
  protected readonly distinct = computed(() => {
    const answer = this.source.distinct.value();
    if (answer === null) return null;
    const { integer } = this.language.formats();
    return { value: integer(answer.value), plusMinus: answer.plusMinus > 0 ? `±${integer(answer.plusMinus)}` : '' };
  });
  protected readonly ranking = computed(() => {
    const answer = this.source.top.value();
    if (answer === null) return null;
    const t = this.t();
    const { integer } = this.language.formats();
    const county = this.county();
    const between = (least: string, most: string): string => t('makeup.over', { least, most });
    return {
      entries: rankedEntries(answer, { masked: t('makeup.masked'), integer, between }).map((entry) => ({
        ...entry,
        query: entry.query && { ...entry.query, ...(county !== null && { county }) },
      })),
      overflow: answer.overflow > 0 ? t('makeup.overflow', { count: integer(answer.overflow) }) : '',
    };
  });
  protected readonly failed = computed(() => this.source.top.failed() && this.source.top.value() === null);
  /** Stale with all the rest; else the sketches' own instant, which is a few seconds behind the rows'. */
  protected readonly ageWords = computed(() => {
    if (this.age()?.stale) return this.age()?.text ?? '';
    const asOf = this.source.top.value()?.asOf ?? null;
    return asOf === null ? '' : this.t()('makeup.asOf', { time: this.language.formats().time(asOf) });
  });

  constructor() {
    effect(() => {
      const [county, subject] = [this.county(), this.subject()];
      untracked(() => this.source.ask(county, subject));
    });
    inject(DestroyRef).onDestroy(() => this.source.stop());
  }

  /** Tells a link from one with the same words in another card of the page. */
  protected linkTitle(hint: string): string {
    return hint === '' ? this.title() : `${this.title()}\n${hint}`;
  }

  protected choose(value: string): void {
    this.subject.set(value as TopSubject);
  }
}
