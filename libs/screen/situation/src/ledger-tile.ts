import { Component, computed, inject } from '@angular/core';
import { Language, Tile, type WordKey } from '@lianfang/screen/kit';
import { SituationState } from './situation-state';

/** The account: what was read, by class, its sum, and what waits. */
const LINES = ['counted', 'duplicate', 'ignored', 'rejected', 'skipped', 'lost', 'processed', 'pending'] as const;

/** Every offset of the log is accounted for, or the tile says that it is not. */
@Component({
  selector: 'lf-ledger-tile',
  imports: [Tile],
  template: `
    <lf-tile [title]="language.t()('ledger.title')" [age]="state.age()" [explain]="state.t()('explain.ledger')">
      @if (shown(); as ledger) {
        <p tile-head class="verdict" [class.unbalanced]="!ledger.balanced" data-testid="ledger">
          <span aria-hidden="true">{{ ledger.balanced ? '✓' : '⬣' }}</span>
          {{ ledger.verdict }}
        </p>
      }
      @if (shown(); as ledger) {
        <dl class="figures">
          @for (entry of ledger.entries; track entry.key) {
            <div [class.sum]="entry.key === 'processed'" [class.alarm]="entry.alarm">
              <dt>{{ entry.label }}</dt>
              <dd>{{ entry.value }}</dd>
            </div>
          }
        </dl>
      } @else {
        <dl>
          @for (row of [0, 1, 2, 3, 4, 5, 6, 7]; track row) {
            <div><span class="skeleton" style="width: 16ch" aria-hidden="true">&nbsp;</span></div>
          }
        </dl>
      }
    </lf-tile>
  `,
  styles: `
    :host,
    lf-tile {
      display: flex;
      flex-direction: column;
      flex: 1 1 auto;
    }

    .verdict {
      color: var(--good);
      font-size: var(--size-13);
      font-weight: 600;
      white-space: nowrap;
    }

    .verdict span {
      margin-right: 0.125rem;
    }

    .verdict.unbalanced {
      color: var(--critical);
    }

    dl {
      display: flex;
      flex: 1;
      flex-direction: column;
      justify-content: space-between;
      margin-top: 0.25rem;
      font-size: var(--size-12);
      line-height: 1.45;
    }

    div {
      display: flex;
      justify-content: space-between;
      gap: 0.5rem;
      min-width: 0;
    }

    .sum {
      border-top: 1px solid var(--line);
      font-weight: 600;
    }

    dt {
      color: var(--text-secondary);
      white-space: nowrap;
    }

    .alarm dt,
    .alarm dd {
      color: var(--critical);
      font-weight: 600;
    }
  `,
})
export class LedgerTile {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly shown = computed(() => {
    const ledger = this.state.view()?.ledger;
    if (ledger === undefined) return null;
    const t = this.language.t();
    const { integer } = this.language.formats();
    return {
      balanced: ledger.balanced,
      verdict: t(ledger.balanced ? 'ledger.balanced' : 'ledger.unbalanced'),
      entries: LINES.map((key) => ({
        key,
        label: t(`ledger.${key}` satisfies WordKey),
        value: integer(ledger[key]),
        alarm: key === 'lost' && ledger.lost > 0,
      })),
    };
  });
}
