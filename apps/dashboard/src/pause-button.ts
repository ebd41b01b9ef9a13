import { Component, computed, inject } from '@angular/core';
import { LivePause } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';

/** Holds the figures of every page where they are, and lets them move again (WCAG 2.2.2). */
@Component({
  selector: 'lf-pause-button',
  template: `
    <button type="button" [attr.aria-label]="label()" [title]="label()" (click)="pause.toggle()" data-testid="pause">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        @if (pause.on()) {
          <path d="M8 5.5v13l10.5-6.5z" />
        } @else {
          <path d="M7.5 5.5h3v13h-3zM13.5 5.5h3v13h-3z" />
        }
      </svg>
    </button>
  `,
  styles: `
    button {
      display: grid;
      place-items: center;
      width: max(1.75rem, var(--target));
      height: max(1.75rem, var(--target));
      padding: 0;
      border: 1px solid transparent;
      border-radius: var(--radius-control);
      background: none;
      color: var(--text-secondary);
      cursor: pointer;
    }

    button:hover {
      background: var(--accent-tint);
      color: var(--text);
    }

    svg {
      width: 1.125rem;
      height: 1.125rem;
      fill: currentcolor;
    }
  `,
})
export class PauseButton {
  protected readonly pause = inject(LivePause);
  private readonly language = inject(Language);
  protected readonly label = computed(() => this.language.t()(this.pause.on() ? 'feed.resume' : 'feed.pause'));
}
