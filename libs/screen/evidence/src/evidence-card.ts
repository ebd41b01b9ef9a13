import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Explain, Skeleton } from '@lianfang/screen/kit';
import { EvidenceLanguage, type EvidenceWord } from './evidence-language';
import { evidenceLine } from './evidence-line';
import { EvidenceList, type Refusal } from './evidence-list';
import { EvidenceState } from './evidence-state';
import { InertWords } from './inert-words';

const REFUSALS: Readonly<Record<Refusal, readonly [EvidenceWord, EvidenceWord]>> = {
  'no-county': ['events.noCounty', 'events.noCountyNote'],
  refused: ['events.refused', 'events.refusedNote'],
  forbidden: ['events.forbidden', 'events.forbiddenNote'],
  failed: ['events.failed', 'events.failedNote'],
};

/** The kept events, newest first, with what they are a sample of. One opens at its own address. */
@Component({
  selector: 'lf-evidence-card',
  imports: [Explain, InertWords, RouterLink, Skeleton],
  templateUrl: './evidence-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './evidence-card.css'],
})
export class EvidenceCard {
  protected readonly words = inject(EvidenceLanguage);
  protected readonly state = inject(EvidenceState);
  protected readonly list = inject(EvidenceList);

  private readonly tools = computed(() => ({
    t: this.words.t(),
    formats: this.words.formats(),
    place: (county: string) => this.state.place(county),
    agency: (county: string, id: string) => this.state.agency(county, id),
    tellsCounty: this.state.county() === null,
  }));
  protected readonly lines = computed(() => this.list.items()?.map((item) => evidenceLine(item, this.tools())) ?? null);
  /** What the list is a sample of: events counted, events kept, records that fit. */
  protected readonly told = computed(() => {
    const page = this.list.told();
    if (page === null) return null;
    const { parts } = this.state.asked();
    const { integer } = this.words.formats();
    return {
      counted: page.among === null ? null : integer(page.among.counted),
      kept: page.among === null ? null : integer(page.among.kept),
      wider: parts.rule !== undefined || parts.address !== undefined || parts.indicator !== undefined,
      matched: integer(page.matched.records),
      atLeast: page.matched.atLeast,
    };
  });
  protected readonly age = computed(() => {
    const [page, at] = [this.list.told(), this.list.at()];
    if (page === null || at === null) return null;
    const t = this.words.t();
    const { clock, ago } = this.words.formats();
    const asOf = page.asOf === null ? '' : t('events.asOf', { time: clock(page.asOf) });
    return {
      text: [
        page.freshness.state === 'stale' ? t('age.stale') : '',
        asOf,
        t('events.lookedAt', { ago: ago(Math.max(0, this.state.now() - at)) }),
      ]
        .filter(Boolean)
        .join(' · '),
      hint: t('age.tooltip', { time: clock(page.asOf ?? at) }),
      stale: page.freshness.state === 'stale',
    };
  });
  protected readonly wrong = computed(() => {
    const t = this.words.t();
    const { wrong } = this.state.asked();
    return wrong.map((part) => t(`filter.${part}`)).join(this.words.code() === 'en' ? ', ' : '、');
  });
  protected readonly empty = computed(() => {
    const counted = this.list.told()?.among?.counted ?? 0;
    const t = this.words.t();
    if (counted === 0) return { title: t('events.empty'), note: t('events.emptyNote') };
    const count = this.words.formats().integer(counted);
    return { title: t('events.empty'), note: `${t('events.emptyCounted', { count })} ${t('events.emptyNote')}` };
  });
  protected readonly refusal = computed(() => {
    const refusal = this.list.refusal();
    if (refusal === null) return null;
    const [title, note] = REFUSALS[refusal.kind];
    return { title: this.words.t()(title), note: this.words.t()(note), detail: refusal.detail };
  });

  protected again(): void {
    void this.list.ask(this.state.asked());
  }

  /** Without the parts that can't be read. */
  protected drop(): void {
    const wrong = this.state.asked().wrong.flatMap((part) => (part === 'range' ? ['range', 'from', 'to'] : [part]));
    void this.state.go(Object.fromEntries(wrong.map((part) => [part, null])));
  }
}
