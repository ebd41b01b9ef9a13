import { Component, inject, input } from '@angular/core';
import { Language } from './language';

/** A figure whose source is not built or not joined yet: nothing is claimed, no zero is shown, it adds to nothing. */
@Component({
  selector: 'lf-not-connected',
  template: `
    <p class="what">
      <span>{{ what() }}</span>
      <span class="state"
        ><span class="diamond" aria-hidden="true"></span> {{ language.t()('state.notConnected') }}</span
      >
    </p>
    <p class="why">{{ why() }}</p>
  `,
  styles: `
    :host {
      display: block;
      padding: 0.5rem 0.75rem;
      border: 1px dashed var(--control);
      border-radius: var(--radius-control);
      color: var(--text-secondary);
      font-size: var(--size-13);
    }

    .what {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 0.75rem;
      color: var(--text);
      font-weight: 500;
    }

    /* Drawn: a letter for it comes late, and moves what is beside it. */
    .diamond {
      display: inline-block;
      width: 0.5em;
      height: 0.5em;
      margin: 0 0.25em 0.1em;
      border: 1px solid currentcolor;
      transform: rotate(45deg);
    }

    .state {
      color: var(--text-secondary);
      font-weight: 400;
      white-space: nowrap;
    }
  `,
})
export class NotConnected {
  /** What would stand here. */
  readonly what = input.required<string>();
  /** Why it does not, and when it will. */
  readonly why = input.required<string>();
  protected readonly language = inject(Language);
}
