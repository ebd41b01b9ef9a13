import { Component, computed, inject, input, output } from '@angular/core';
import type { LanguageCode } from '@lianfang/screen/kit';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';

type FieldKind = 'text' | 'tel' | 'email' | 'number';

/** Which keys a phone shows. The address of somebody else is no field that a browser fills in, so its type is text. */
const KEYS: Readonly<Record<FieldKind, string | null>> = { text: null, tel: 'tel', email: 'email', number: 'numeric' };

/** One line to be filled in: its label above, what is wrong with it below. As high before its text is there. */
@Component({
  selector: 'lf-settings-field',
  template: `
    <label [for]="field()">{{ label() }}</label>
    @if (value() !== null) {
      <input
        translate="no"
        spellcheck="false"
        [id]="field()"
        [type]="kind() === 'tel' ? 'tel' : 'text'"
        [attr.lang]="tongue() === words.code() ? null : tongue()"
        autocomplete="off"
        autocapitalize="off"
        [attr.inputmode]="keys[kind()]"
        [class.number]="kind() === 'number'"
        [class.figures]="kind() === 'number'"
        [disabled]="isDisabled()"
        [value]="value()"
        [attr.aria-invalid]="wrong() === '' ? null : true"
        [attr.aria-describedby]="wrong() === '' ? null : field() + '-wrong'"
        (input)="write($event)"
      />
    } @else {
      <span class="box skeleton" aria-hidden="true">&nbsp;</span>
    }
    @if (wrong() !== '') {
      <p class="wrong" [id]="field() + '-wrong'"><span aria-hidden="true">⬣</span> {{ wrong() }}</p>
    }
  `,
  styleUrl: './settings-field.css',
})
export class SettingsField {
  /** Its id in the page, by which problems name it. */
  readonly field = input.required<string>();
  readonly label = input.required<string>();
  /** Null: not known yet. */
  readonly value = input.required<string | null>();
  readonly kind = input<FieldKind>('text');
  /** The language of what is written, where it has one. */
  readonly tongue = input<LanguageCode | null>(null);
  readonly isDisabled = input(false);
  readonly written = output<string>();
  protected readonly keys = KEYS;
  protected readonly words = inject(SettingsLanguage);
  private readonly form = inject(SettingsForm);
  protected readonly wrong = computed(() => {
    const problem = this.form.problemOf(this.field());
    return problem === null ? '' : this.words.t()(problem.word, { limit: problem.limit });
  });

  protected write(event: Event): void {
    this.written.emit((event.target as HTMLInputElement).value);
  }
}
