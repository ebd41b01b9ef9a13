import { Injectable, signal } from '@angular/core';

/**
 * Whether the figures stand still because who looks said so (WCAG 2.2.2). Frames go on arriving behind them, so that
 * nothing has to be asked for when they move again. Gone with the page: nobody opens a page that stands still.
 */
@Injectable({ providedIn: 'root' })
export class LivePause {
  private readonly chosen = signal(false);

  readonly on = this.chosen.asReadonly();

  toggle(): void {
    this.chosen.update((on) => !on);
  }
}
