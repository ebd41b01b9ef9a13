import { Component, DOCUMENT, Injector, afterNextRender, computed, inject } from '@angular/core';
import { MOST_CONTACTS, type CountyContact } from '@lianfang/contract';
import { Segmented, Skeleton } from '@lianfang/screen/kit';
import { SettingsField } from './settings-field';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import { fieldId } from './settings-problems';
import { SettingsState } from './settings-state';

/** Whom to call, in which order: added, filled in, moved, removed. */
@Component({
  selector: 'lf-contacts-card',
  imports: [Segmented, SettingsField, Skeleton],
  templateUrl: './contacts-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './settings-cards.css', './contacts-card.css'],
})
export class ContactsCard {
  protected readonly words = inject(SettingsLanguage);
  protected readonly form = inject(SettingsForm);
  private readonly state = inject(SettingsState);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  protected readonly most = MOST_CONTACTS;

  protected readonly contacts = computed(() => this.form.draft()?.contacts ?? null);
  protected readonly isFull = computed(() => (this.contacts()?.length ?? 0) >= MOST_CONTACTS);
  protected readonly reaches = computed(() =>
    (['office-hours', 'always'] as const).map((value) => ({ value, label: this.words.t()(`contact.reach.${value}`) })),
  );

  protected id(key: number, field: string): string {
    return fieldId.contact(key, field);
  }

  protected reach(key: number, value: string): void {
    const reachable: CountyContact['reachable'] = value === 'always' ? 'always' : 'office-hours';
    this.form.writeContact(key, { reachable });
  }

  protected add(): void {
    const key = this.form.addContact();
    if (key === null) return;
    const number = this.contacts()?.length ?? 0;
    this.state.tell(() => this.words.t()('settings.contact.added', { number }));
    this.focus(this.id(key, 'name'));
  }

  /** Focus goes on to who stands in the place of the one removed. */
  protected remove(key: number): void {
    const at = this.contacts()?.findIndex((contact) => contact.key === key) ?? -1;
    this.form.removeContact(key);
    const left = this.contacts() ?? [];
    const next = left[Math.min(at, left.length - 1)];
    this.state.tell(() => this.words.t()('settings.contact.removed', { count: left.length }));
    this.focus(next === undefined ? 'contact-add' : this.id(next.key, 'remove'));
  }

  /** The button is moved with its contact, and keeps the focus; at an end the other one takes it. */
  protected move(key: number, step: -1 | 1): void {
    this.form.moveContact(key, step);
    const all = this.contacts() ?? [];
    const at = all.findIndex((contact) => contact.key === key);
    this.state.tell(() => this.words.t()('settings.contact.moved', { number: at + 1 }));
    const isAtEnd = step === -1 ? at === 0 : at === all.length - 1;
    this.focus(this.id(key, (step === -1) === isAtEnd ? 'down' : 'up'));
  }

  private focus(id: string): void {
    afterNextRender(() => this.document.getElementById(id)?.focus(), { injector: this.injector });
  }
}
