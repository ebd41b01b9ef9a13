import { Injectable, computed, signal } from '@angular/core';
import { MOST_CONTACTS, type CountySettingsAnswer, type CountySettingsOrder } from '@lianfang/contract';
import {
  draftOf,
  orderOf,
  orderOfSettings,
  type DraftContact,
  type LevelSet,
  type SettingsDraft,
  type Side,
} from './settings-draft';
import { isSameOrder } from './settings-parts';
import { problemsOf, type Problem } from './settings-problems';

/** What is set, what somebody makes of it, and what of that is wrong. Nothing leaves the page from here. */
@Injectable()
export class SettingsForm {
  private readonly set = signal<CountySettingsAnswer | null>(null);
  private readonly written = signal<SettingsDraft | null>(null);
  /** Errors are said from the first attempt to save on, and go as they are mended. */
  private readonly isChecked = signal(false);

  /** What the server said last; null before it has. */
  readonly settings = this.set.asReadonly();
  readonly draft = this.written.asReadonly();
  readonly order = computed<CountySettingsOrder | null>(() => {
    const [settings, draft] = [this.set(), this.written()];
    return settings === null || draft === null ? null : orderOf(draft, settings);
  });
  readonly isChanged = computed(() => {
    const [settings, order] = [this.set(), this.order()];
    return settings !== null && order !== null && !isSameOrder(orderOfSettings(settings), order);
  });
  readonly problems = computed<readonly Problem[]>(() => {
    const [order, draft] = [this.order(), this.written()];
    return !this.isChecked() || order === null || draft === null ? [] : problemsOf(order, draft);
  });
  private readonly byField = computed(() => new Map(this.problems().map((problem) => [problem.field, problem])));

  /** What is wrong with a field, if anything is. */
  problemOf(field: string): Problem | null {
    return this.byField().get(field) ?? null;
  }

  /** Begins anew with what the server said, or with nothing. */
  take(settings: CountySettingsAnswer | null): void {
    this.set.set(settings);
    this.written.set(settings === null ? null : draftOf(settings));
    this.isChecked.set(false);
  }

  /** Somebody else's settings are what is set; what stands in the fields is `order`. */
  takeOver(settings: CountySettingsAnswer, order: CountySettingsOrder): void {
    this.set.set(settings);
    this.written.set(draftOf(order));
  }

  /** @returns whether all of it can be sent */
  check(): boolean {
    this.isChecked.set(true);
    return this.problems().length === 0;
  }

  undo(): void {
    this.take(this.set());
  }

  writeOffice(side: Side, text: string): void {
    this.change((draft) => ({ ...draft, office: { ...draft.office, [side]: text } }));
  }

  chooseThresholds(isOwn: boolean): void {
    this.change((draft) => ({ ...draft, hasOwnThresholds: isOwn }));
  }

  writeThreshold(level: LevelSet, text: string): void {
    this.change((draft) => ({ ...draft, thresholds: { ...draft.thresholds, [level]: text } }));
  }

  writeContact(key: number, part: Partial<Omit<DraftContact, 'key'>>): void {
    this.changeContacts((contacts) => contacts.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }

  /** @returns its key; null where there is no room for another */
  addContact(): number | null {
    const contacts = this.written()?.contacts ?? [];
    if (contacts.length >= MOST_CONTACTS) return null;
    const key = Math.max(-1, ...contacts.map((one) => one.key)) + 1;
    const blank: DraftContact = { key, name: '', duty: '', phone: '', email: '', reachable: 'office-hours' };
    this.changeContacts((all) => [...all, blank]);
    return key;
  }

  removeContact(key: number): void {
    this.changeContacts((contacts) => contacts.filter((one) => one.key !== key));
  }

  /** One place up or down. */
  moveContact(key: number, step: -1 | 1): void {
    this.changeContacts((contacts) => {
      const at = contacts.findIndex((one) => one.key === key);
      const [one, other] = [contacts[at], contacts[at + step]];
      if (one === undefined || other === undefined) return contacts;
      return contacts.map((each, place) => (place === at ? other : place === at + step ? one : each));
    });
  }

  /** Another name, which is at first the one that the directory has. */
  beginName(id: string): void {
    const name = this.set()?.directoryNames[id] ?? { zh: '', en: '' };
    this.change((draft) => ({ ...draft, names: { ...draft.names, [id]: name } }));
  }

  writeName(id: string, side: Side, text: string): void {
    const now = this.written()?.names[id] ?? { zh: '', en: '' };
    this.change((draft) => ({ ...draft, names: { ...draft.names, [id]: { ...now, [side]: text } } }));
  }

  /** The directory's name again. */
  resetName(id: string): void {
    this.change((draft) => ({
      ...draft,
      names: Object.fromEntries(Object.entries(draft.names).filter(([one]) => one !== id)),
    }));
  }

  private changeContacts(next: (contacts: readonly DraftContact[]) => readonly DraftContact[]): void {
    this.change((draft) => ({ ...draft, contacts: next(draft.contacts) }));
  }

  private change(next: (draft: SettingsDraft) => SettingsDraft): void {
    this.written.update((draft) => (draft === null ? null : next(draft)));
  }
}
