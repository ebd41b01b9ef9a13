import { Component, computed, inject } from '@angular/core';
import type { Dimension } from '@lianfang/contract';
import { DEFAULT_RANGE, EARLIER, QUICK_RANGES, clashesWith, dimensionsOf } from './explore-address';
import { ExploreLanguage } from './explore-language';
import { INTERVALS, isDrawable, rangeOf } from './explore-range';
import { ExploreState } from './explore-state';

const TAIPEI_AHEAD = 8 * 3_600_000;

/** An instant as a field for date and time has it, in Taipei. */
export function fieldOf(instant: number): string {
  return new Date(instant + TAIPEI_AHEAD).toISOString().slice(0, 16);
}

/** The instant of such a field as the address has it; null where it is not filled in. */
export function instantOf(field: string): string | null {
  const whole = `${field}:00+08:00`;
  return Number.isNaN(Date.parse(whole)) ? null : whole;
}

/** Time, interval, what is told apart and compared. Each choice goes into the address, and the figures follow it. */
@Component({
  selector: 'lf-explore-bar',
  templateUrl: './explore-bar.html',
  styleUrls: ['../../kit/src/buttons.css', './explore-bar.css'],
})
export class ExploreBar {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly quick = QUICK_RANGES;
  protected readonly earlier = EARLIER;
  private readonly range = computed(() => rangeOf(this.state.asked(), this.state.now()));
  protected readonly fields = computed(() => ({ from: fieldOf(this.range().from), to: fieldOf(this.range().to) }));
  protected readonly intervals = computed(() =>
    INTERVALS.map((value) => ({ value, isOff: !isDrawable(this.range(), value) })),
  );
  protected readonly splits = computed(() => {
    const others = dimensionsOf({ ...this.state.asked(), by: null });
    return this.state.dimensions().map((value) => ({ value, clashes: clashesWith(value, others) }));
  });
  /** Why some can't be chosen, where it stands. */
  protected readonly splitReason = computed(() => {
    const off = this.splits().filter(({ clashes }) => clashes.length > 0);
    const held = [...new Set(off.flatMap(({ clashes }) => clashes))];
    if (off.length === 0) return '';
    return this.words.t()('explore.splitReason', {
      held: this.names(held),
      off: this.names(off.map(({ value }) => value)),
    });
  });

  private names(dimensions: readonly Dimension[]): string {
    return dimensions.map((each) => this.words.t()(`explore.of.${each}`)).join(this.words.t()('explore.comma'));
  }

  protected async chooseRange(event: Event): Promise<void> {
    const value = valueOf(event);
    if (value !== 'absolute') {
      return this.state.goToRange({ range: value === DEFAULT_RANGE ? null : value, from: null, to: null });
    }
    const { from, to } = this.fields();
    return this.state.goToRange({ range: null, from: instantOf(from), to: instantOf(to), live: null });
  }

  protected async chooseEnd(end: 'from' | 'to', event: Event): Promise<void> {
    const instant = instantOf(valueOf(event));
    if (instant !== null) await this.state.goToRange({ [end]: instant, range: null });
  }

  protected async choose(part: 'interval' | 'by' | 'compare', event: Event): Promise<void> {
    const value = valueOf(event);
    await this.state.go({ [part]: value === '' ? null : value });
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
