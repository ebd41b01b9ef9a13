import { Component, computed, input } from '@angular/core';
import { inertParts, inertText } from './inert';

/** Words of sensors and strangers: shown as text, isolated, with what does not print written out and marked. */
@Component({
  selector: 'lf-inert-words',
  host: { translate: 'no' },
  // By property: a template would put spaces around the pieces.
  template: `<bdi>
    @for (part of parts(); track $index) {
      @if (part.named) {
        <mark [textContent]="part.text"></mark>
      } @else {
        <span [textContent]="part.text"></span>
      }
    }
  </bdi>`,
  styles: `
    bdi {
      unicode-bidi: isolate;
      overflow-wrap: anywhere;
    }

    mark {
      border-radius: 3px;
      background: var(--warning-tint);
      color: var(--warning);
      font-size: 0.9em;
    }
  `,
})
export class InertWords {
  readonly text = input.required<string>();
  /** The text was made inert by the server already. */
  readonly isInert = input(false);
  protected readonly parts = computed(() => inertParts(this.isInert() ? this.text() : inertText(this.text())));
}
