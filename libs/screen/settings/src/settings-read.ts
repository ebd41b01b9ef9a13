import { Component, computed, inject } from '@angular/core';
import { COMMON_THRESHOLDS } from '@lianfang/contract';
import { ContactList } from '@lianfang/screen/contacts';
import { Skeleton } from '@lianfang/screen/kit';
import { agencyRows } from './agency-rows';
import { ScoreNow } from './score-now';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';

/** What is set, for who may read it and not change it. */
@Component({
  selector: 'lf-settings-read',
  imports: [ContactList, ScoreNow, Skeleton],
  templateUrl: './settings-read.html',
  styleUrls: ['../../kit/src/card.css', './settings-cards.css', './settings-columns.css', './settings-read.css'],
})
export class SettingsRead {
  protected readonly words = inject(SettingsLanguage);
  protected readonly settings = inject(SettingsForm).settings;

  protected readonly office = computed(() => {
    const settings = this.settings();
    if (settings === null) return null;
    const { office } = settings;
    if (office === null) return { name: this.words.t()('settings.officeNone'), beside: '' };
    return { name: this.words.local(office), beside: this.words.code() === 'en' ? office.zh : office.en };
  });
  protected readonly thresholds = computed(() => this.settings()?.thresholds ?? COMMON_THRESHOLDS);
  protected readonly which = computed(() =>
    this.words.t()(this.settings()?.thresholds ? 'settings.thresholds.own' : 'settings.thresholds.common'),
  );
  protected readonly renamed = computed(() => {
    const settings = this.settings();
    if (settings === null) return null;
    const { compare } = new Intl.Collator(this.words.code(), { numeric: true });
    const rows = agencyRows(settings, settings.agencyNames, (one, other) =>
      compare(this.words.local(one), this.words.local(other)),
    );
    return rows.flatMap(({ id, own, directory }) =>
      own === null
        ? []
        : [{ id, name: this.words.local(own), called: directory === null ? null : this.words.local(directory) }],
    );
  });
}
