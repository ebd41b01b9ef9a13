import { Component, input, model } from '@angular/core';

export interface Segment {
  readonly value: string;
  readonly label: string;
}

let nextName = 0;

/** One choice out of a few, all visible: a group of radio buttons. */
@Component({
  selector: 'lf-segmented',
  template: `
    <fieldset>
      <legend class="visually-hidden">{{ label() }}</legend>
      @for (segment of segments(); track segment.value) {
        <label [class.chosen]="segment.value === value()">
          <input
            type="radio"
            [name]="name"
            [value]="segment.value"
            [checked]="segment.value === value()"
            (change)="value.set(segment.value)"
          />
          {{ segment.label }}
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: flex;
      margin: 0;
      padding: 0;
      border: 1px solid var(--control);
      border-radius: var(--radius-control);
      overflow: hidden;
    }

    label {
      display: grid;
      align-items: center;
      min-height: var(--target);
      padding: 0 0.75rem;
      font-size: var(--size-13);
      color: var(--text-secondary);
      cursor: pointer;
      white-space: nowrap;
    }

    label:hover {
      color: var(--text);
    }

    .chosen {
      background: var(--accent-tint);
      color: var(--accent);
      font-weight: 600;
    }

    /* Where the system chooses the colours, the tint is gone. */
    @media (forced-colors: active) {
      .chosen {
        text-decoration: underline 2px;
        text-underline-offset: 0.25em;
      }
    }

    label:focus-within:has(:focus-visible) {
      outline: 2px solid var(--accent);
      outline-offset: -3px;
      border-radius: var(--radius-control);
    }

    input {
      position: absolute;
      opacity: 0;
      pointer-events: none;
    }
  `,
})
export class Segmented {
  readonly label = input.required<string>();
  readonly segments = input.required<readonly Segment[]>();
  readonly value = model.required<string>();
  protected readonly name = `segmented-${nextName++}`;
}
