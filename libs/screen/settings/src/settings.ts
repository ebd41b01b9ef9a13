import {
  Component,
  DOCUMENT,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { CountySettingsSource, SessionSource } from '@lianfang/screen/data-access';
import { AgenciesCard } from './agencies-card';
import { ConflictPanel } from './conflict-panel';
import { ContactsCard } from './contacts-card';
import { LeaveDialog } from './leave-dialog';
import { OfficeCard } from './office-card';
import { ProblemSummary } from './problem-summary';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import type { Problem } from './settings-problems';
import { SettingsRead } from './settings-read';
import { SettingsState } from './settings-state';
import { ThresholdsCard } from './thresholds-card';

/** What a county says of itself: its office, whom to call, its thresholds, names of its agencies. Changed by who may. */
@Component({
  selector: 'lf-settings',
  imports: [
    AgenciesCard,
    ConflictPanel,
    ContactsCard,
    LeaveDialog,
    OfficeCard,
    ProblemSummary,
    RouterLink,
    SettingsRead,
    ThresholdsCard,
  ],
  providers: [CountySettingsSource, SettingsForm, SettingsLanguage, SettingsState],
  templateUrl: './settings.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true', '(window:beforeunload)': 'keep($event)' },
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './settings-columns.css', './settings.css'],
})
export class Settings {
  protected readonly words = inject(SettingsLanguage);
  protected readonly state = inject(SettingsState);
  protected readonly form = this.state.form;
  private readonly session = inject(SessionSource);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly summary = viewChild(ProblemSummary);
  private readonly conflict = viewChild(ConflictPanel);
  private readonly agencies = viewChild(AgenciesCard);
  private readonly dialog = viewChild(LeaveDialog);

  /** Who changed it last, and when; a blank line until it is known. */
  protected readonly last = computed(() => {
    const settings = this.form.settings();
    if (settings === null) return '\u00a0';
    const { revision, by, at } = settings;
    const t = this.words.t();
    if (revision === 0 || at === null) return t('settings.never');
    return t('settings.last', { revision, name: by ?? '–', time: this.words.day(at) });
  });
  /** What stands beside the buttons. */
  protected readonly status = computed(() => {
    const t = this.words.t();
    if (this.state.theirs() !== null) return t('settings.conflict.first');
    return this.form.isChanged() ? t('settings.changed') : t('settings.unchanged');
  });

  constructor() {
    effect(() => {
      this.state.code();
      untracked(() => void this.state.load());
    });
  }

  /** Asked by the router before another page is shown. */
  mayLeave(): boolean | Promise<boolean> {
    const dialog = this.dialog();
    if (dialog === undefined || !this.form.isChanged() || this.session.leaving()) return true;
    return dialog.ask();
  }

  /** The browser asks, where the whole page is left. */
  protected keep(event: BeforeUnloadEvent): void {
    if (this.form.isChanged() && !this.session.leaving()) event.preventDefault();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (await this.state.save()) return;
    afterNextRender(
      () => {
        if (this.state.saving() === 'wrong') this.summary()?.focus();
        else if (this.state.theirs() !== null) this.conflict()?.focus();
      },
      { injector: this.injector },
    );
  }

  /** To a field, wherever it is. */
  protected goTo({ field, of }: Problem): void {
    if (of?.kind === 'agency') this.agencies()?.reveal();
    this.focus(field);
  }

  /** What is left to do is to save. */
  protected focusSave(): void {
    this.focus('settings-save');
  }

  private focus(id: string): void {
    afterNextRender(() => this.document.getElementById(id)?.focus(), { injector: this.injector });
  }
}
