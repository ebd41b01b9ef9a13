import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import {
  CATEGORIES,
  DIMENSIONS,
  DIRECTIONS,
  DISPOSITIONS,
  MOST_FILTER_VALUES,
  SEVERITIES,
  type Dimension,
} from '@lianfang/contract';
import { areReadable, clashesWith, dimensionsOf } from './explore-address';
import { ExploreLanguage } from './explore-language';
import { ExploreState } from './explore-state';

/** What the figures are narrowed by: a chip for each value, to be removed by a press, and a way to add one. */
@Component({
  selector: 'lf-explore-filters',
  templateUrl: './explore-filters.html',
  styleUrls: ['../../kit/src/buttons.css', './explore-bar.css'],
})
export class ExploreFilters {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly wanted = signal<Dimension>('disposition');
  protected readonly said = signal('');

  protected readonly chips = computed(() => {
    const { filters } = this.state.asked();
    return DIMENSIONS.flatMap((dimension) =>
      (filters[dimension] ?? []).map((value) => ({
        dimension,
        value,
        of: this.words.t()(`explore.of.${dimension}`),
        name: this.state.name(dimension, value),
      })),
    );
  });
  protected readonly kinds = computed(() => {
    const asked = dimensionsOf(this.state.asked());
    return this.state.dimensions().map((value) => ({ value, isOff: clashesWith(value, asked).length > 0 }));
  });
  /** Why some can't be chosen, where it stands. */
  protected readonly reason = computed(() => {
    const off = this.kinds().filter(({ isOff }) => isOff);
    if (off.length === 0) return '';
    const names = (dimensions: readonly Dimension[]): string =>
      dimensions.map((each) => this.words.t()(`explore.of.${each}`)).join(this.words.t()('explore.comma'));
    const held = dimensionsOf(this.state.asked()).filter((each) => each !== 'disposition');
    return this.words.t()('explore.filterReason', { held: names(held), off: names(off.map(({ value }) => value)) });
  });
  /** Values to choose from; null where one is written. */
  protected readonly values = computed<readonly { value: string; name: string }[] | null>(() => {
    const dimension = this.wanted();
    if (dimension === 'country') return null;
    const known: Readonly<Record<Exclude<Dimension, 'country'>, readonly string[]>> = {
      county: [...this.state.counties(), 'unlocated'],
      direction: DIRECTIONS,
      disposition: DISPOSITIONS,
      category: CATEGORIES,
      severity: [...SEVERITIES].reverse(),
      agency: this.state.agencyIds(),
    };
    return known[dimension].map((value) => ({ value, name: this.state.name(dimension, value) }));
  });
  protected readonly value = linkedSignal(() => this.values()?.[0]?.value ?? '');
  /** An agency is of one county. */
  protected readonly needsCounty = computed(() => this.wanted() === 'agency' && this.state.county() === null);

  protected chooseKind(event: Event): void {
    this.said.set('');
    this.wanted.set((event.target as HTMLSelectElement).value as Dimension);
  }

  protected write(event: Event): void {
    this.value.set((event.target as HTMLInputElement | HTMLSelectElement).value);
  }

  protected async add(event: Event): Promise<void> {
    event.preventDefault();
    const dimension = this.wanted();
    const value = dimension === 'country' ? this.value().trim().toUpperCase() : this.value();
    const isCountry = dimension !== 'country' || /^[A-Z]{2}$/.test(value);
    if (value === '' || !isCountry || !areReadable(dimension, [value])) {
      this.said.set(this.words.t()('explore.filterWrong'));
      return;
    }
    const isFull = dimension !== 'county' && (this.state.asked().filters[dimension]?.length ?? 0) >= MOST_FILTER_VALUES;
    this.said.set(isFull ? this.words.t()('explore.filterFull', { count: MOST_FILTER_VALUES }) : '');
    if (!isFull) await this.state.addFilter(dimension, value);
  }

  protected async clear(): Promise<void> {
    await this.state.go(Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, null])));
  }
}
