import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CompareLanguage } from './compare-language';
import { CompareState } from './compare-state';
import { Trend } from './trend';

/** The same figures as the table, a tile for each county: where the counties lie, or as sorted. */
@Component({
  selector: 'lf-compare-tiles',
  imports: [RouterLink, Trend],
  templateUrl: './compare-tiles.html',
  styleUrl: './compare-tiles.css',
})
export class CompareTiles {
  protected readonly words = inject(CompareLanguage);
  protected readonly state = inject(CompareState);
  protected readonly isByPlace = computed(() => this.state.chosen().layout === 'place');
  /** Where counties lie there are gaps between them: six columns and five rows. */
  protected readonly placeholders = computed(() =>
    Array.from({ length: this.isByPlace() ? 30 : 23 }, (_, index) => index),
  );
  protected readonly unit = computed(() => this.words.t()(`compare.unit.${this.state.chosen().measure}`));
  protected readonly tiles = computed(() =>
    [...this.state.lines(), this.state.apart()].map(({ row, shown }) => ({
      row,
      shown,
      isCounty: row.code !== 'unlocated',
      top: this.state.topFor(row),
      words: this.state.trendWords(row),
      place: `at-${row.code}`,
    })),
  );
}
