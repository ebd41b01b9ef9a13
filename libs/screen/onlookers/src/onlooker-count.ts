import { Component, computed, inject, input } from '@angular/core';
import type { AuditPage } from '@lianfang/contract';
import { Language } from '@lianfang/screen/kit';
import { actorKey, isOutside } from './deed-words';
import { DEED_WORDS, type DeedWord } from './words';

/** How many from outside did something with the data of a county alone, as far as a page tells. */
export function countOnlookers(
  page: AuditPage,
  county: string,
): { readonly all: number; readonly programs: number; readonly isWhole: boolean } {
  const actors = new Map(
    page.items.filter((item) => isOutside(item, county)).map(({ actor }) => [actorKey(actor), actor.kind] as const),
  );
  const programs = [...actors.values()].filter((kind) => kind === 'machine').length;
  return { all: actors.size, programs, isWhole: page.cursor === null };
}

/** The figure: how many people and programs from outside looked in the last seven days. */
@Component({
  selector: 'lf-onlooker-count',
  template: `
    <p class="hero figures" [title]="t()('onlookers.weekHint')" data-testid="onlooker-count">
      @if (shown(); as it) {
        @if (it.atLeast) {
          <span class="unit">{{ t()('onlookers.atLeast') }}</span>
        }
        <span class="figure" [class.none]="it.isNone">{{ it.figure }}</span>
        <span class="unit">{{ t()(it.isOne ? 'onlookers.one' : 'onlookers.count') }}</span>
        <span class="note">{{ t()('onlookers.week') }}</span>
      } @else {
        <span class="figure skeleton" style="width: 6ch" aria-hidden="true">&nbsp;</span>
      }
    </p>
    <p class="note figures">{{ shown()?.note }}&nbsp;</p>
  `,
  styles: `
    :host {
      display: block;
    }

    .hero {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 0.375rem;
      line-height: 1.3;
    }

    .figure {
      font-size: var(--figure-32);
      font-weight: 600;
      letter-spacing: -0.01em;
    }

    .none {
      color: var(--text-secondary);
      font-weight: 500;
    }

    .unit {
      font-size: var(--size-14);
    }

    .note {
      color: var(--text-secondary);
      font-size: var(--size-13);
    }
  `,
})
export class OnlookerCount {
  readonly page = input.required<AuditPage | null>();
  readonly county = input.required<string>();
  private readonly language = inject(Language);
  protected readonly t = this.language.with<DeedWord>(DEED_WORDS);
  protected readonly shown = computed(() => {
    const page = this.page();
    if (page === null) return null;
    const t = this.t();
    const { integer } = this.language.formats();
    const { all, programs, isWhole } = countOnlookers(page, this.county());
    return {
      figure: integer(all),
      isNone: all === 0,
      atLeast: !isWhole,
      isOne: all === 1 && isWhole,
      note: [
        programs > 0 ? t('onlookers.programs', { count: integer(programs) }) : '',
        page.sealed > 0 ? t('onlookers.sealed', { count: integer(page.sealed) }) : '',
      ]
        .filter(Boolean)
        .join(this.language.code() === 'en' ? '; ' : '；'),
    };
  });
}
