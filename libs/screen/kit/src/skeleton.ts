import { Component, computed, input } from '@angular/core';

const WIDTHS = ['100%', '82%', '91%', '68%'];

/** Reserved room for lines that have not arrived: no spinner, no jump. The page says by `aria-busy` that it waits. */
@Component({
  selector: 'lf-skeleton',
  host: { 'aria-hidden': 'true' },
  template: `
    @for (width of widths(); track $index) {
      <p><span class="skeleton" [style.width]="width">&nbsp;</span></p>
    }
  `,
  styles: `
    :host {
      display: block;
    }

    p + p {
      margin-top: 0.375rem;
    }
  `,
})
export class Skeleton {
  readonly lines = input(3);
  protected readonly widths = computed(() =>
    Array.from({ length: this.lines() }, (_, line) => WIDTHS[line % WIDTHS.length]),
  );
}
