import { Injectable, computed, inject, signal } from '@angular/core';
import { STRONGER_SIGN_IN, type DirectoryCheck } from '@lianfang/contract';
import { DirectorySource, DirectoryUploadSource, ServerClock, type Answer } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { DirectoryDraft } from './directory-draft';
import { DirectoryLanguage } from './directory-language';
import { isEmptyDiff } from './directory-lines';

/** What hinders a step. `stronger`: the server asks for a stronger sign-in; `overtaken`: somebody else was faster. */
export type Trouble = 'stronger' | 'too-long' | 'overtaken' | 'refused' | 'failed';
export type Step = 'idle' | 'working' | Trouble;

/** A text, and what the server said of it. */
export interface Checked {
  readonly text: string;
  readonly check: DirectoryCheck;
}

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** What the parts of the directory page have in common: the versions, the draft's check, and what was said last. */
@Injectable()
export class DirectoryState {
  private readonly source = inject(DirectoryUploadSource);
  private readonly directory = inject(DirectorySource);
  private readonly clock = inject(ServerClock);
  private readonly words = inject(DirectoryLanguage);
  private readonly result = signal<Checked | null>(null);
  private readonly told = signal<() => string>(() => '');
  readonly draft = inject(DirectoryDraft);

  readonly versions = this.source.versions.value;
  readonly failed = computed(() => this.source.versions.failed() && this.versions() === null);
  readonly age = computed(
    () => {
      const asOf = this.source.versions.at();
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      const state = age > STALE_AFTER ? 'stale' : 'live';
      return tileAge({ state, age, asOf }, this.words.t(), this.words.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );

  readonly checking = signal<Step>('idle');
  readonly taking = signal<Step>('idle');
  readonly checked = this.result.asReadonly();
  /** What became of the last step, in words: also said to who does not see it. */
  readonly said = computed(() => this.told()());
  /** The text is another one by now than was checked. */
  readonly isEdited = computed(() => (this.result()?.text ?? this.draft.text()) !== this.draft.text());
  /** Another directory is in force than the text was compared with. */
  readonly isOvertaken = computed(() => {
    const [result, current] = [this.result(), this.versions()?.current];
    return result !== null && current !== undefined && result.check.basedOn !== current.hash;
  });
  readonly mayTake = computed(() => {
    const check = this.result()?.check;
    if (check === undefined || check.diff === null || check.problems.length > 0 || check.hash === check.basedOn)
      return false;
    return !this.isEdited() && !this.isOvertaken();
  });

  start(): void {
    this.source.versions.start();
    if (this.draft.restore()) this.tell(() => this.words.t()('dir.kept'));
  }

  stop(): void {
    this.source.versions.stop();
  }

  /** What is said until the next step. */
  tell(words: () => string): void {
    this.checking.set('idle');
    this.told.set(words);
  }

  async check(): Promise<void> {
    const text = this.draft.text();
    if (text === '' || this.checking() === 'working') return;
    this.tell(() => '');
    this.checking.set('working');
    this.taking.set('idle');
    const answer = await this.source.check(text);
    if (answer.kind !== 'answer') return this.checking.set(troubleOf(answer));
    // It may have been compared with a directory that this page has not heard of yet.
    if (answer.value.basedOn !== this.versions()?.current.hash) await this.source.versions.refresh();
    this.result.set({ text, check: answer.value });
    this.tell(() => this.summary(answer.value));
  }

  async take(reason: string): Promise<void> {
    const result = this.result();
    if (result === null || !this.mayTake() || this.taking() === 'working') return;
    this.taking.set('working');
    const answer = await this.source.take({ text: result.text, basedOn: result.check.basedOn, reason });
    this.taking.set(answer.kind === 'answer' ? 'idle' : troubleOf(answer));
    if (answer.kind !== 'answer') return;
    const { revision } = answer.value;
    this.result.set(null);
    this.draft.end();
    this.tell(() => this.words.t()('dir.said.taken', { version: this.words.version(revision) }));
    // Names of counties stand on every page.
    this.directory.load();
  }

  /** The text of a version, to be saved or worked on. */
  text(revision: number) {
    return this.source.text(revision);
  }

  private summary({ problems, diff, warnings, hash, basedOn }: DirectoryCheck): string {
    const t = this.words.t();
    const { integer } = this.words.formats();
    if (problems.length > 0 || diff === null) return t('dir.said.problems', { count: integer(problems.length) });
    if (hash === basedOn) return t('dir.said.same');
    if (isEmptyDiff(diff)) return t('dir.nothing');
    return t('dir.said.fine', {
      added: integer(diff.added.length),
      removed: integer(diff.removed.length),
      changed: integer(diff.changed.length),
      warnings: integer(warnings.length),
    });
  }
}

const TOO_LONG = 413;
const TROUBLE: Readonly<Record<number, Trouble>> = { 400: 'refused', 409: 'overtaken', [TOO_LONG]: 'too-long' };

/** What a refusal means for who took the step. */
export function troubleOf(answer: Exclude<Answer<unknown>, { kind: 'answer' }>): Trouble {
  if (answer.kind === 'unreachable') return 'failed';
  const { status, title } = answer.problem;
  return title === STRONGER_SIGN_IN ? 'stronger' : (TROUBLE[status] ?? 'failed');
}
