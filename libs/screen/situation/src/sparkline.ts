import { Component, computed, input } from '@angular/core';

const WIDTH = 100;
const HEIGHT = 24;

/** The path of a line through values, as high as the picture; a flat line stands in the middle. */
export function linePath(values: readonly number[], width: number, height: number): string {
  const least = Math.min(...values);
  const span = Math.max(...values) - least;
  return values
    .map((value, index) => {
      const x = values.length > 1 ? (index / (values.length - 1)) * width : 0;
      const y = span === 0 ? height / 2 : height - ((value - least) / span) * height;
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join('');
}

/** A line without axes, in one hue: an image with its figures in words. */
@Component({
  selector: 'lf-sparkline',
  template: `
    <svg [attr.viewBox]="box" preserveAspectRatio="none" role="img" [attr.aria-label]="words()">
      <path [attr.d]="path()" />
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
      overflow: visible;
    }

    path {
      fill: none;
      stroke: var(--accent);
      stroke-width: var(--stroke, 1.6);
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
  `,
})
export class Sparkline {
  readonly values = input.required<readonly number[]>();
  readonly words = input.required<string>();
  protected readonly box = `0 0 ${WIDTH} ${HEIGHT}`;
  protected readonly path = computed(() => linePath(this.values(), WIDTH, HEIGHT));
}
