import { Component, DOCUMENT, computed, inject, input, signal } from '@angular/core';
import type { DirectoryText } from '@lianfang/contract';
import { DirectoryLanguage } from './directory-language';
import { DirectoryState, troubleOf, type Step } from './directory-state';
import { DirectoryTrouble } from './directory-trouble';

/** Where the draft is written: focus goes there when a version is loaded into it. */
export const DRAFT_ID = 'directory-draft';

/** What can be done with a version: save its text, or work on it. */
@Component({
  selector: 'lf-directory-actions',
  imports: [DirectoryTrouble],
  template: `
    <button type="button" class="plain" [attr.aria-label]="names().save" (click)="save()">
      {{ words.t()('dir.download') }}
    </button>
    <button type="button" class="plain" [attr.aria-label]="names().draft" (click)="useAsDraft()">
      {{ words.t()('dir.useAsDraft') }}
    </button>
    <div class="answer" role="status"><lf-directory-trouble [step]="step()" /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }

    .answer {
      flex: 1 0 100%;
    }

    .answer:not(:has(p)) {
      display: none;
    }
  `,
  styleUrl: '../../kit/src/buttons.css',
})
export class DirectoryActions {
  readonly revision = input.required<number>();
  protected readonly words = inject(DirectoryLanguage);
  private readonly state = inject(DirectoryState);
  private readonly document = inject(DOCUMENT);
  protected readonly step = signal<Step>('idle');
  /** Each named with its version: there are several of the kind on the page. */
  protected readonly names = computed(() => {
    const version = this.words.version(this.revision());
    const t = this.words.t();
    return { save: t('dir.downloadOf', { version }), draft: t('dir.useAsDraftOf', { version }) };
  });

  protected async save(): Promise<void> {
    const found = await this.read();
    if (found === null) return;
    const address = URL.createObjectURL(new Blob([found.text], { type: 'application/yaml' }));
    const link = this.document.createElement('a');
    link.href = address;
    link.download = `directory-${found.revision}-${found.hash.slice(0, 12)}.yaml`;
    link.click();
    URL.revokeObjectURL(address);
  }

  protected async useAsDraft(): Promise<void> {
    const found = await this.read();
    if (found === null) return;
    this.state.draft.replace(found.text);
    const { revision } = found;
    this.state.tell(() => this.words.t()('dir.loadedVersion', { version: this.words.version(revision) }));
    this.document.getElementById(DRAFT_ID)?.focus();
  }

  private async read(): Promise<DirectoryText | null> {
    if (this.step() === 'working') return null;
    this.step.set('working');
    const answer = await this.state.text(this.revision());
    this.step.set(answer.kind === 'answer' ? 'idle' : troubleOf(answer));
    return answer.kind === 'answer' ? answer.value : null;
  }
}
