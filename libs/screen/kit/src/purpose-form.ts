import { Component, computed, inject, input, output, signal } from '@angular/core';
import { LONGEST_PURPOSE } from '@lianfang/contract';
import { Language } from './language';
import { PurposeMemory } from './purpose-memory';
import type { WordKey } from './words';

/** Why somebody of the centre looks at, or takes out, what is a county's. */
const REASONS = ['incident', 'routine', 'request', 'drill', 'other'] as const;

/** Room for the words of the reason and what joins them to the note. */
const LONGEST_NOTE = LONGEST_PURPOSE - 40;

/** Asks why, before something is shown or taken out: a reason from a short list, and a note. Its county reads both. */
@Component({
  selector: 'lf-purpose-form',
  template: `
    <form (submit)="give($event)" novalidate data-testid="purpose">
      <p class="why">{{ language.t()('purpose.why') }}</p>
      <fieldset>
        <legend>{{ language.t()('purpose.reason') }}</legend>
        @for (one of reasons(); track one.value) {
          <label class="reason" [class.chosen]="one.value === memory.reason()">
            <input
              type="radio"
              name="purpose-reason"
              [value]="one.value"
              [checked]="one.value === memory.reason()"
              (change)="memory.reason.set(one.value)"
            />
            {{ one.label }}
          </label>
        }
      </fieldset>
      <label class="note">
        <span>{{ language.t()(isNoteNeeded() ? 'purpose.noteNeeded' : 'purpose.note') }}</span>
        <input
          type="text"
          [attr.maxlength]="longest"
          [value]="memory.note()"
          [attr.aria-invalid]="missing() && isNoteNeeded()"
          (input)="memory.note.set(textOf($event))"
          data-testid="purpose-note"
        />
      </label>
      <div class="foot">
        <button type="submit" class="main">{{ go() }}</button>
        <button type="button" class="plain" (click)="cancelled.emit()">{{ language.t()('purpose.cancel') }}</button>
        <p class="missing" role="status">{{ missing() ? language.t()('purpose.missing') : '' }}</p>
      </div>
    </form>
  `,
  styleUrl: './purpose-form.css',
})
export class PurposeForm {
  /** What the button that goes on says. */
  readonly go = input.required<string>();
  /** The whole purpose in words, to be sent. */
  readonly given = output<string>();
  readonly cancelled = output();
  protected readonly language = inject(Language);
  protected readonly memory = inject(PurposeMemory);
  protected readonly longest = LONGEST_NOTE;
  protected readonly missing = signal(false);
  protected readonly reasons = computed(() =>
    REASONS.map((value) => ({ value, label: this.language.t()(`purpose.${value}` satisfies WordKey) })),
  );
  protected readonly isNoteNeeded = computed(() => this.memory.reason() === 'other');

  protected give(event: Event): void {
    event.preventDefault();
    const reason = this.reasons().find(({ value }) => value === this.memory.reason());
    const note = this.memory.note().trim();
    const isMissing = reason === undefined || (this.isNoteNeeded() && note === '');
    this.missing.set(isMissing);
    if (reason === undefined || isMissing) return;
    const joint = this.language.code() === 'en' ? ': ' : '：';
    this.given.emit(note === '' ? reason.label : `${reason.label}${joint}${note}`);
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }
}
