import { Component, computed, inject } from '@angular/core';
import { SettingsField } from './settings-field';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import { fieldId } from './settings-problems';

/** The office that answers for the county's security, by its name in both languages. */
@Component({
  selector: 'lf-office-card',
  imports: [SettingsField],
  template: `
    <section class="card" aria-labelledby="settings-office" data-testid="settings-office">
      <h2 id="settings-office">{{ words.t()('settings.office') }}</h2>
      <p class="note">{{ words.t()('settings.officeNote') }}</p>
      <fieldset>
        <legend class="visually-hidden">{{ words.t()('settings.office') }}</legend>
        <div class="fields">
          <lf-settings-field
            [field]="ids.zh"
            tongue="zh-Hant-TW"
            [label]="words.t()('settings.office.zh')"
            [value]="office()?.zh ?? null"
            (written)="form.writeOffice('zh', $event)"
          />
          <lf-settings-field
            [field]="ids.en"
            [label]="words.t()('settings.office.en')"
            tongue="en"
            [value]="office()?.en ?? null"
            (written)="form.writeOffice('en', $event)"
          />
        </div>
      </fieldset>
    </section>
  `,
  styleUrls: ['../../kit/src/card.css', './settings-cards.css'],
})
export class OfficeCard {
  protected readonly words = inject(SettingsLanguage);
  protected readonly form = inject(SettingsForm);
  protected readonly ids = { zh: fieldId.office('zh'), en: fieldId.office('en') };
  protected readonly office = computed(() => this.form.draft()?.office ?? null);
}
