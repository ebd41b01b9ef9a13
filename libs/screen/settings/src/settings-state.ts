import { Injectable, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import type { CountySettingsAnswer, CountySettingsOrder } from '@lianfang/contract';
import {
  AgencyNames,
  CountySettingsSource,
  DirectorySource,
  LiveSituation,
  SessionSource,
  type Answer,
} from '@lianfang/screen/data-access';
import { orderOfSettings } from './settings-draft';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import { changedParts, isSameOrder, mergedOrder } from './settings-parts';

/** How reading goes: `missing`: to who asks, there is no such county. */
export type Reading = 'loading' | 'ready' | 'missing' | 'failed';
/** How saving goes: `wrong`: fields are to be mended; `refused`: the server takes it not; `forbidden`: one may not. */
export type Saving = 'idle' | 'working' | 'wrong' | 'refused' | 'forbidden' | 'failed';

const NOT_FOUND = 404;
const CONFLICT = 409;
const TROUBLE: Readonly<Record<number, Saving>> = { 400: 'refused', 403: 'forbidden' };

/** What the parts of the page have in common: whose settings, how reading and saving go, and what was said last. */
@Injectable()
export class SettingsState {
  private readonly source = inject(CountySettingsSource);
  private readonly session = inject(SessionSource);
  private readonly directory = inject(DirectorySource);
  private readonly agencies = inject(AgencyNames);
  private readonly live = inject(LiveSituation);
  private readonly words = inject(SettingsLanguage);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });
  private readonly told = signal<() => string>(() => '');
  readonly form = inject(SettingsForm);

  readonly code = computed(() => this.params().get('code') ?? '');
  readonly isOwn = computed(() => this.session.current()?.county === this.code());
  readonly mayChange = this.session.may('settings.change');
  readonly mayAudit = this.session.may('audit.read');
  /** The county's own page. */
  readonly countyPage = computed(() => (this.isOwn() ? '/county' : `/counties/${this.code()}`));
  /** Its code until the directory is there. */
  readonly name = computed(() => {
    const found = this.directory.directory()?.counties.find(({ code }) => code === this.code());
    return found === undefined ? this.code() : this.words.local(found.name);
  });
  /** The county's score of now; null where none is known. `at`: what it is the score of. */
  readonly score = computed(() => {
    const view = this.live.countyView();
    const own = view?.county === this.code() ? view.posture : null;
    const posture = own ?? this.live.situation()?.counties[this.code()]?.posture ?? null;
    if (posture === null || posture.score === null) return null;
    return { score: posture.score, at: posture.at, isStale: this.live.health().state === 'stale' };
  });

  readonly reading = signal<Reading>('loading');
  readonly saving = signal<Saving>('idle');
  /** What the server said of an order that it did not take. */
  readonly detail = signal('');
  /** What somebody else has set meanwhile; null: nobody has, as far as is known. */
  readonly theirs = signal<CountySettingsAnswer | null>(null);
  readonly differences = computed(() => {
    const [settings, mine, theirs] = [this.form.settings(), this.form.order(), this.theirs()];
    if (settings === null || mine === null || theirs === null) return [];
    return changedParts(orderOfSettings(settings), mine, orderOfSettings(theirs));
  });
  /** What became of the last step, in words: also said to who does not see it. */
  readonly said = computed(() => this.told()());

  /** Reads what is set, and begins with it. */
  async load(): Promise<void> {
    const county = this.code();
    this.form.take(null);
    this.theirs.set(null);
    this.saving.set('idle');
    this.reading.set('loading');
    const answer = await this.source.read(county);
    if (county !== this.code()) return;
    if (answer.kind === 'answer') this.form.take(answer.value);
    this.reading.set(answer.kind === 'answer' ? 'ready' : isMissing(answer) ? 'missing' : 'failed');
  }

  /** Sends what is in the fields, once nothing in them is wrong. @returns whether it is set now */
  async save(): Promise<boolean> {
    const order = this.form.order();
    if (order === null || this.saving() === 'working' || this.isIdle()) return false;
    this.tell(() => '');
    if (!this.form.check()) {
      this.saving.set('wrong');
      return false;
    }
    this.saving.set('working');
    const answer = await this.source.change(this.code(), order);
    if (answer.kind === 'answer') {
      this.take(answer.value, order);
      return true;
    }
    await this.note(answer);
    return false;
  }

  /** All that is in the fields gives way to what is set now. */
  undo(): void {
    if (!this.form.isChanged()) return;
    if (this.theirs() !== null) return this.useTheirs();
    this.form.undo();
    this.saving.set('idle');
    this.tell(() => this.words.t()('settings.undone'));
  }

  /** What somebody else set, in place of all that is in the fields. */
  useTheirs(): void {
    const theirs = this.theirs();
    if (theirs === null) return;
    this.form.take(theirs);
    this.endConflict(() => this.words.t()('settings.conflict.tookTheirs'));
  }

  /** What only they changed is theirs, all else stays as it is in the fields; nothing is saved by it. */
  merge(): void {
    const [settings, mine, theirs] = [this.form.settings(), this.form.order(), this.theirs()];
    if (settings === null || mine === null || theirs === null) return;
    this.form.takeOver(theirs, mergedOrder(orderOfSettings(settings), mine, orderOfSettings(theirs)));
    this.endConflict(() => this.words.t()('settings.conflict.merged'));
  }

  /** What is said until the next step. */
  tell(words: () => string): void {
    this.told.set(words);
  }

  /** There is nothing to save, or something else to do first; it is said. */
  private isIdle(): boolean {
    const first = this.theirs() === null ? 'settings.unchanged' : 'settings.conflict.first';
    if (this.theirs() === null && this.form.isChanged()) return false;
    this.tell(() => this.words.t()(first));
    return true;
  }

  private endConflict(words: () => string): void {
    this.theirs.set(null);
    this.saving.set('idle');
    this.tell(words);
  }

  /** What was written while it was being saved stays, and is not saved yet. */
  private take(settings: CountySettingsAnswer, sent: CountySettingsOrder): void {
    const now = this.form.order();
    if (now === null || isSameOrder(now, sent)) this.form.take(settings);
    else this.form.takeOver(settings, now);
    this.saving.set('idle');
    const { revision } = settings;
    this.tell(() => this.words.t()('settings.saved', { revision }));
    // Names and thresholds stand on other pages.
    this.directory.load();
    this.agencies.forget();
  }

  private async note(answer: Exclude<Answer<unknown>, { kind: 'answer' }>): Promise<void> {
    const status = answer.kind === 'problem' ? answer.problem.status : 0;
    if (status === CONFLICT) return this.readTheirs();
    this.detail.set(answer.kind === 'problem' ? answer.problem.detail : '');
    this.saving.set(TROUBLE[status] ?? 'failed');
  }

  private async readTheirs(): Promise<void> {
    const answer = await this.source.read(this.code());
    if (answer.kind === 'answer') this.theirs.set(answer.value);
    this.saving.set(answer.kind === 'answer' ? 'idle' : 'failed');
  }
}

function isMissing(answer: Answer<unknown>): boolean {
  return answer.kind === 'problem' && answer.problem.status === NOT_FOUND;
}
