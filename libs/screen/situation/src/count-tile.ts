import { Component, inject, input } from '@angular/core';
import { Language, Tile } from '@lianfang/screen/kit';
import { SituationState } from './situation-state';

/** A small figure with its unit and what it covers. */
export interface Count {
  readonly figure: string;
  readonly unit: string;
  readonly note: string;
  /** Longer words for the pointer, e.g. all names. */
  readonly hint: string;
  /** Nothing to see: the figure steps back. */
  readonly quiet: boolean;
}

/** One of the four small tiles: allowed, suspected compromises, silent counties, unlocated. */
@Component({
  selector: 'lf-count-tile',
  imports: [Tile],
  template: `
    <lf-tile [title]="title()" [age]="state.age()" [compact]="true" [explain]="explain()">
      @if (count(); as shown) {
        <p class="figures medium" [class.none]="shown.quiet">
          <span class="figure">{{ shown.figure }}</span>
          @if (shown.unit) {
            <span class="unit">{{ shown.unit }}</span>
          }
        </p>
        <p class="note" [title]="shown.hint">{{ shown.note }}</p>
      } @else {
        <p class="medium"><span class="figure skeleton" style="width: 2ch" aria-hidden="true">&nbsp;</span></p>
        <p class="note"><span class="skeleton" style="width: 6ch" aria-hidden="true">&nbsp;</span></p>
      }
    </lf-tile>
  `,
  styleUrl: './tile-figures.css',
  host: { style: '--pad: 0.75rem' },
})
export class CountTile {
  readonly title = input.required<string>();
  readonly count = input.required<Count | null>();
  readonly explain = input('');
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
}
