import { Component, computed, input } from '@angular/core';
import type { TrendPoint } from './compare-rows';
import { DRAWING, drawTrend } from './trend-drawing';

/** One county's small multiple: its line over its normal band. An image with its figures in words. */
@Component({
  selector: 'lf-trend',
  template: `
    <svg [attr.viewBox]="box" preserveAspectRatio="none" role="img" [attr.aria-label]="words()">
      <path class="band" [attr.d]="drawing().band" />
      <path class="line" [attr.d]="drawing().line" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }

    svg {
      display: block;
      width: 100%;
      height: 100%;
      border-bottom: 1px solid var(--line);
    }

    .band {
      fill: var(--normal-band);
    }

    .line {
      fill: none;
      stroke: var(--accent);
      stroke-width: 1.5;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
  `,
})
export class Trend {
  readonly points = input.required<readonly TrendPoint[]>();
  /** The figure at the upper edge. */
  readonly top = input.required<number>();
  readonly words = input.required<string>();
  protected readonly box = `0 0 ${DRAWING.width} ${DRAWING.height}`;
  protected readonly drawing = computed(() => drawTrend(this.points(), this.top()));
}
