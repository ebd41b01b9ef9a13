import { Component, computed, inject } from '@angular/core';
import { OperationsLanguage, wordsOr } from './operations-language';
import { OperationsState } from './operations-state';
import { RejectedList } from './rejected-list';

interface Share {
  readonly name: string;
  readonly count: number;
  /** Of the largest, 0 to 100. */
  readonly width: number;
}

/** The largest first, with the rest as one sum. */
export function ranked(byName: Readonly<Record<string, number>>, most: number): { shown: Share[]; more: number } {
  const sorted = Object.entries(byName)
    .filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const largest = sorted[0]?.[1] ?? 1;
  const shown = sorted.slice(0, most).map(([name, count]) => ({ name, count, width: (count / largest) * 100 }));
  return { shown, more: sorted.length - shown.length };
}

const MOST_KINDS = 6;
const MOST_CODES = 10;

/** What the ignored and the rejected records were. */
@Component({
  selector: 'lf-breakdown-card',
  templateUrl: './breakdown-card.html',
  styleUrls: ['../../kit/src/card.css', './breakdown-card.css'],
})
export class BreakdownCard {
  protected readonly words = inject(OperationsLanguage);
  protected readonly state = inject(OperationsState);
  private readonly list = inject(RejectedList);
  protected readonly kinds = computed(() => {
    const ledger = this.state.ledger();
    return ledger === null ? null : ranked(ledger.ignoredByKind, MOST_KINDS);
  });
  protected readonly codes = computed(() => {
    const ledger = this.state.ledger();
    return ledger === null ? null : ranked(ledger.rejectedByCode, MOST_CODES);
  });
  protected readonly chosen = computed(() => this.list.filter().code ?? null);

  protected word(code: string): string {
    return wordsOr(this.words.t(), 'code', code);
  }

  protected showCode(code: string): void {
    const { code: now, ...filter } = this.list.filter();
    this.list.choose(now === code ? filter : { ...filter, code });
  }
}
