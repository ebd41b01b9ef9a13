import { Component, type ElementRef, computed, inject, output, viewChild } from '@angular/core';
import type { CountySettingsOrder } from '@lianfang/contract';
import { orderOfSettings } from './settings-draft';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import { agencyOf, type ChangedPart, type PartName } from './settings-parts';
import { SettingsState } from './settings-state';

/** Somebody else was faster: what they set, beside what is in the fields, and the two ways on. */
@Component({
  selector: 'lf-conflict-panel',
  templateUrl: './conflict-panel.html',
  styleUrls: [
    '../../kit/src/card.css',
    '../../kit/src/buttons.css',
    './settings-cards.css',
    './panels.css',
    './conflict-panel.css',
  ],
})
export class ConflictPanel {
  /** It is decided: nothing is saved by it. */
  readonly decided = output();
  protected readonly words = inject(SettingsLanguage);
  protected readonly state = inject(SettingsState);
  private readonly form = inject(SettingsForm);
  private readonly panel = viewChild<ElementRef<HTMLElement>>('panel');

  protected readonly who = computed(() => {
    const theirs = this.state.theirs();
    if (theirs === null) return '';
    const { revision, by, at } = theirs;
    const time = at === null ? '–' : this.words.day(at);
    return this.words.t()('settings.conflict.who', { revision, name: by ?? '–', time });
  });
  protected readonly lines = computed(() => {
    const [mine, theirs] = [this.form.order(), this.state.theirs()];
    if (mine === null || theirs === null) return [];
    return this.state.differences().map((changed) => this.line(changed, mine, orderOfSettings(theirs)));
  });

  focus(): void {
    this.panel()?.nativeElement.focus();
  }

  protected merge(): void {
    this.state.merge();
    this.decided.emit();
  }

  protected useTheirs(): void {
    this.state.useTheirs();
    this.decided.emit();
  }

  private line({ part, who }: ChangedPart, mine: CountySettingsOrder, theirs: CountySettingsOrder) {
    return {
      part,
      name: this.partName(part),
      who: this.words.t()(`settings.conflict.who.${who}`),
      isBoth: who === 'both',
      mine: this.told(part, mine),
      theirs: this.told(part, theirs),
    };
  }

  private partName(part: PartName): string {
    const t = this.words.t();
    const agency = agencyOf(part);
    if (agency === null) return t(`settings.${part as 'office' | 'thresholds' | 'contacts'}`);
    const name = this.form.settings()?.directoryNames[agency];
    return name === undefined ? agency : this.words.local(name);
  }

  /** A part in lines of words. */
  private told(part: PartName, { office, thresholds, contacts, agencyNames }: CountySettingsOrder): readonly string[] {
    const t = this.words.t();
    const agency = agencyOf(part);
    if (agency !== null) {
      const name = Object.hasOwn(agencyNames, agency) ? agencyNames[agency] : undefined;
      return name === undefined ? [t('settings.conflict.directory')] : [name.zh, name.en];
    }
    if (part === 'office') return office === null ? [t('settings.conflict.empty')] : [office.zh, office.en];
    if (part === 'thresholds') {
      if (thresholds === null) return [t('settings.conflict.common')];
      return [`${thresholds.steady} / ${thresholds.watch} / ${thresholds.strained}`];
    }
    if (contacts.length === 0) return [t('settings.contactsNone')];
    return contacts.map(({ name, duty, phone, email, reachable }, at) => {
      const ways = [phone, email, t(`contact.reach.${reachable}`)].filter((way) => way !== null).join(' · ');
      return `${at + 1}. ${name} ${duty} · ${ways}`;
    });
  }
}
