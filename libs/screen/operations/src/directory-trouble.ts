import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { signInAddress } from '@lianfang/screen/data-access';
import { DirectoryDraft } from './directory-draft';
import { DirectoryLanguage, type DirectoryWord } from './directory-language';
import type { Step } from './directory-state';

const WORDS: Readonly<Partial<Record<Step, DirectoryWord>>> = {
  'too-long': 'dir.tooLong',
  overtaken: 'dir.overtaken',
  refused: 'dir.refused',
  failed: 'dir.failed',
};

/** Why a step was not done, and the way to a stronger sign-in, over which the draft is kept. Stands in a live region. */
@Component({
  selector: 'lf-directory-trouble',
  template: `
    @if (step() === 'stronger') {
      <div class="stronger" data-testid="dir-stronger">
        <p>{{ words.t()(isLost() ? 'dir.notKept' : 'dir.stronger') }}</p>
        <a [href]="signIn" (click)="keep($event)">{{ words.t()('dir.strongerGo') }}</a>
      </div>
    } @else if (word(); as key) {
      <p class="wrong">{{ words.t()(key) }}</p>
    }
  `,
  styles: `
    :host {
      display: block;
      font-size: var(--size-13);
    }

    .stronger {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 1rem;
      padding: 0.5rem 0.75rem;
      border-radius: var(--radius-control);
      background: var(--accent-tint);
      color: var(--text);
    }

    .stronger p {
      flex: 1 1 16rem;
    }

    a {
      display: inline-grid;
      align-items: center;
      min-height: var(--target);
      padding: 0 0.75rem;
      border-radius: var(--radius-control);
      background: var(--accent);
      color: var(--surface);
      font-weight: 600;
      text-decoration: none;
    }

    .wrong {
      color: var(--warning);
      font-weight: 600;
    }
  `,
})
export class DirectoryTrouble {
  readonly step = input.required<Step>();
  protected readonly words = inject(DirectoryLanguage);
  private readonly draft = inject(DirectoryDraft);
  protected readonly signIn = signInAddress('/directory', true);
  protected readonly word = computed(() => WORDS[this.step()]);
  /** The browser keeps nothing: who goes on knows it. */
  protected readonly isLost = linkedSignal<Step, boolean>({ source: this.step, computation: () => false });

  protected keep(event: Event): void {
    if (this.draft.keep() || this.isLost()) return;
    event.preventDefault();
    this.isLost.set(true);
  }
}
