import { Component, DOCUMENT, Injector, afterNextRender, computed, inject, linkedSignal, signal } from '@angular/core';
import type { LocalName } from '@lianfang/contract';
import { Segmented, Skeleton } from '@lianfang/screen/kit';
import { agencyRows, isFound, type AgencyRow } from './agency-rows';
import { SettingsField } from './settings-field';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import { SEARCH_FIELD, fieldId } from './settings-problems';
import { SettingsState } from './settings-state';

/** As many as are shown at first, and as come with each press. */
const PIECE = 12;

/** By which names the county's people know its agencies, beside what the directory calls them. */
@Component({
  selector: 'lf-agencies-card',
  imports: [Segmented, SettingsField, Skeleton],
  templateUrl: './agencies-card.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './settings-cards.css', './agencies-card.css'],
})
export class AgenciesCard {
  protected readonly words = inject(SettingsLanguage);
  protected readonly form = inject(SettingsForm);
  private readonly state = inject(SettingsState);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  protected readonly searchId = SEARCH_FIELD;
  protected readonly search = signal('');
  protected readonly which = signal('all');
  /** Begins anew with each search. */
  protected readonly room = linkedSignal({
    source: () => [this.search(), this.which()],
    computation: () => PIECE,
  });

  private readonly rows = computed(() => {
    const [settings, draft] = [this.form.settings(), this.form.draft()];
    if (settings === null || draft === null) return null;
    const { compare } = new Intl.Collator(this.words.code(), { numeric: true });
    return agencyRows(settings, draft.names, (one, other) => compare(this.words.local(one), this.words.local(other)));
  });
  private readonly renamed = computed(() => this.rows()?.filter(({ own }) => own !== null) ?? []);
  protected readonly choices = computed(() => {
    const { integer } = this.words.formats();
    const t = this.words.t();
    return [
      { value: 'all', label: t('settings.agencies.all', { count: integer(this.rows()?.length ?? 0) }) },
      { value: 'renamed', label: t('settings.agencies.renamed', { count: integer(this.renamed().length) }) },
    ];
  });
  protected readonly found = computed(() => {
    const rows = this.which() === 'all' ? this.rows() : this.rows() && this.renamed();
    return rows?.filter((row) => isFound(row, this.search().trim())) ?? null;
  });
  protected readonly shown = computed(() => {
    return (
      this.found()
        ?.slice(0, this.room())
        .map((row) => this.line(row)) ?? null
    );
  });
  protected readonly more = computed(() => {
    const left = (this.found()?.length ?? 0) - this.room();
    return left <= 0 ? 0 : Math.min(left, PIECE);
  });
  protected readonly foundWords = computed(() => {
    const found = this.found();
    if (found === null || this.search().trim() === '') return '';
    return this.words.t()('settings.agencies.found', { count: this.words.formats().integer(found.length) });
  });
  protected readonly none = computed(() => {
    const t = this.words.t();
    if (this.rows()?.length === 0) return t('settings.agencies.none');
    const isOfRenamed = this.which() === 'renamed' && this.renamed().length === 0;
    return t(isOfRenamed ? 'settings.agencies.noneRenamed' : 'settings.agencies.noneFound');
  });

  /** Every row, so that one of them can be reached. */
  reveal(): void {
    this.search.set('');
    this.which.set('all');
    this.room.set(Infinity);
  }

  protected write(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }

  protected showMore(): void {
    const next = this.found()?.[this.room()];
    this.room.update((room) => room + PIECE);
    if (next !== undefined) this.focus(this.actionId(next.id));
  }

  protected rename(id: string): void {
    this.form.beginName(id);
    this.focus(fieldId.agency(id, 'zh'));
  }

  /** One of the directory's has its name again; another one goes from the list. */
  protected reset({ id, name, isGone }: { id: string; name: string; isGone: boolean }): void {
    const at = this.shown()?.findIndex((line) => line.id === id) ?? 0;
    this.form.resetName(id);
    const said = isGone ? 'settings.agency.wasRemoved' : 'settings.agency.wasReset';
    this.state.tell(() => this.words.t()(said, { name }));
    const left = this.shown() ?? [];
    const next = left.find((line) => line.id === id) ?? left[Math.min(at, left.length - 1)];
    this.focus(next === undefined ? SEARCH_FIELD : this.actionId(next.id));
  }

  protected actionId(id: string): string {
    return fieldId.agency(id, 'do');
  }

  private line({ id, directory, own, called }: AgencyRow) {
    const name = this.words.local(called);
    return {
      id,
      name,
      /** In the other language. */
      beside: this.other(called),
      own,
      isGone: directory === null,
      ids: { zh: fieldId.agency(id, 'zh'), en: fieldId.agency(id, 'en') },
    };
  }

  private other({ zh, en }: LocalName): string {
    return this.words.code() === 'en' ? zh : en;
  }

  private focus(id: string): void {
    afterNextRender(() => this.document.getElementById(id)?.focus(), { injector: this.injector });
  }
}
