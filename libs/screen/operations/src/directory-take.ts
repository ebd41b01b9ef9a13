import { Component, computed, inject, signal } from '@angular/core';
import { directoryOrder } from '@lianfang/contract';
import { DirectoryLanguage } from './directory-language';
import { DirectoryState } from './directory-state';
import { DirectoryTrouble } from './directory-trouble';

const LONGEST = 500;

/** Why, and the step after which the draft is the directory in force; or who was faster. */
@Component({
  selector: 'lf-directory-take',
  imports: [DirectoryTrouble],
  templateUrl: './directory-take.html',
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './directory-take.css'],
})
export class DirectoryTake {
  protected readonly words = inject(DirectoryLanguage);
  protected readonly state = inject(DirectoryState);
  protected readonly draft = this.state.draft;
  protected readonly longest = LONGEST;
  protected readonly isMissing = signal(false);

  /** What is in force now, where somebody else was faster. */
  protected readonly faster = computed(() => {
    const current = this.state.versions()?.current;
    if (!this.state.isOvertaken() || current === undefined) return null;
    const { revision, by, at, reason } = current;
    return this.words.t()('dir.overtakenBy', {
      version: this.words.version(revision),
      by: by ?? '–',
      time: at === null ? '–' : this.words.day(at),
      reason: reason ?? '–',
    });
  });
  protected readonly warnings = computed(() => this.state.checked()?.check.warnings.length ?? 0);

  protected async take(event: Event): Promise<void> {
    event.preventDefault();
    // What was pasted from a letter has lines; the audit keeps one.
    const reason = directoryOrder.shape.reason.safeParse(this.draft.reason().replaceAll(/\s+/g, ' '));
    this.isMissing.set(!reason.success);
    if (reason.success) await this.state.take(reason.data);
  }

  protected write(event: Event): void {
    this.draft.reason.set((event.target as HTMLTextAreaElement).value);
    this.isMissing.set(false);
  }
}
