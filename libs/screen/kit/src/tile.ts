import { Component, input } from '@angular/core';
import { Explain } from './explain';

/** What a tile knows of its data: how old it is, in words, and whether it may still be believed. */
export interface TileAge {
  readonly text: string;
  readonly hint: string;
  readonly stale: boolean;
}

/** A card with a title and the age of its data. A stale tile turns grey and says so in words. */
@Component({
  selector: 'lf-tile',
  imports: [Explain],
  host: { class: 'card', '[class.stale]': 'age()?.stale ?? false' },
  template: `
    <div class="head">
      <div class="title">
        <h2 class="card-title">{{ title() }}</h2>
        @if (explain(); as text) {
          <lf-explain [name]="title()" [text]="text" />
        }
      </div>
      <ng-content select="[tile-head]" />
      @if (!compact() && age(); as shown) {
        <p class="age figures" [title]="shown.hint">{{ shown.text }}</p>
      }
    </div>
    <ng-content />
    @if (compact()) {
      <p class="age foot figures" [title]="age()?.hint ?? ''">{{ age()?.text }}&nbsp;</p>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      padding: 0.75rem var(--pad, 1rem);
      min-width: 0;
    }

    .head {
      display: flex;
      align-items: baseline;
      gap: var(--unit);
      min-height: 1.3rem;
    }

    .title {
      display: flex;
      flex: 1 1 auto;
      align-items: center;
      min-width: 0;
    }

    .age {
      color: var(--text-tertiary);
      font-size: var(--size-12);
      white-space: nowrap;
    }

    :host(.stale) {
      --text: var(--text-tertiary);
      --text-secondary: var(--text-tertiary);
      --warning: var(--text-tertiary);
      --critical: var(--text-tertiary);
      --good: var(--text-tertiary);
      --accent: var(--no-data);
      color: var(--text-tertiary);
      border-style: dashed;
      border-color: var(--no-data);
    }

    .foot {
      margin-top: auto;
    }

    :host(.stale) .age {
      font-weight: 600;
    }
  `,
})
export class Tile {
  readonly title = input.required<string>();
  readonly age = input<TileAge | null>(null);
  /** What the figure is, its unit, period and source: a question mark beside the title opens it. */
  readonly explain = input('');
  /** A narrow tile carries its age at the foot. */
  readonly compact = input(false);
}
