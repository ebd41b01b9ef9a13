import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ByDisposition } from '@lianfang/contract';
import { AgencyNames, NationSource, SessionSource } from '@lianfang/screen/data-access';
import { Explain, Language } from '@lianfang/screen/kit';
import { answerAge } from './answer-age';
import { categoryWords } from './category-words';
import { SituationState } from './situation-state';

const PLACEHOLDERS = [0, 1, 2, 3, 4, 5];

function sum({ blocked, allowed, detected }: ByDisposition): number {
  return blocked + allowed + detected;
}

/** The nation's last 60 minutes by category or by agency: each line adds up with the rest to all events. */
@Component({
  selector: 'lf-top-card',
  imports: [Explain, RouterLink],
  templateUrl: './top-card.html',
  styleUrls: ['../../kit/src/card.css', './list-card.css'],
})
export class TopCard {
  readonly by = input.required<'category' | 'agency'>();
  protected readonly state = inject(SituationState);
  protected readonly placeholders = PLACEHOLDERS;
  private readonly language = inject(Language);
  private readonly nation = inject(NationSource);
  private readonly agencies = inject(AgencyNames);
  private readonly session = inject(SessionSource);

  protected readonly source = computed(() => (this.by() === 'agency' ? this.nation.agencies : this.nation.categories));
  protected readonly title = computed(() => this.state.t()(this.by() === 'agency' ? 'top.agency' : 'top.category'));
  protected readonly mayOpen = computed(() => this.session.may('evidence.read'));
  protected readonly age = answerAge(() => this.source().value()?.freshness.asOf ?? null);
  protected readonly lines = computed(() => {
    const answer = this.source().value();
    if (answer === null) return null;
    const t = this.state.t();
    const { integer, percent } = this.language.formats();
    const all = Math.max(1, sum(answer.total));
    const most = Math.max(1, ...answer.items.map(sum));
    const line = (key: string, label: string, events: ByDisposition, rest: boolean) => ({
      key,
      label,
      where: rest ? '' : this.countyOf(key),
      query: rest || !this.mayOpen() ? null : this.queryOf(key),
      count: integer(sum(events)),
      share: percent(sum(events) / all),
      width: rest ? 0 : (sum(events) / most) * 100,
      rest,
    });
    const others = this.by() === 'agency' ? 'top.otherAgencies' : 'top.otherCategories';
    const rest: ByDisposition = {
      blocked: answer.unassigned.blocked + answer.overflow.blocked,
      allowed: answer.unassigned.allowed + answer.overflow.allowed,
      detected: answer.unassigned.detected + answer.overflow.detected,
    };
    return [
      ...answer.items.map((item) => line(item.key, this.labelOf(item.key), item, false)),
      ...(sum(answer.others) > 0
        ? [line('·others', t(others, { count: integer(answer.others.keys) }), answer.others, true)]
        : []),
      ...(sum(rest) > 0 ? [line('·rest', t('top.rest'), rest, true)] : []),
    ];
  });
  protected readonly failed = computed(() => this.source().failed() && this.source().value() === null);

  constructor() {
    effect(() => {
      if (this.by() !== 'agency') return;
      const items = this.nation.agencies.value()?.items ?? [];
      if (items.length > 0) untracked(() => void this.agencies.load());
    });
  }

  private labelOf(key: string): string {
    const language = this.language.code();
    if (this.by() === 'category') return categoryWords(key, language);
    const name = this.agencies.names().get(key)?.name;
    return (language === 'en' ? name?.en : name?.zh) ?? key;
  }

  private countyOf(key: string): string {
    const code = this.by() === 'agency' ? this.agencies.names().get(key)?.county : undefined;
    return this.state.rows().find((row) => row.code === code)?.shortName ?? '';
  }

  /** Kept events are told apart by agency, and not by category. */
  private queryOf(key: string): Record<string, string> | null {
    if (this.by() === 'category') return null;
    const county = this.agencies.names().get(key)?.county;
    return { agency: key, ...(county !== undefined && { county }) };
  }
}
