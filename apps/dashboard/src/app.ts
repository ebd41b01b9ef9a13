import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { DirectorySource, LiveSituation, SessionSource } from '@lianfang/screen/data-access';
import { FeedNotice, Language } from '@lianfang/screen/kit';
import { FeedVoice } from './feed-voice';
import { GuideBrick } from './guide-brick';
import { KeyboardShortcuts } from './keyboard-shortcuts';
import { PageHeader } from './page-header';
import { PageFooter } from './page-footer';
import { PageVoice } from './page-voice';

/** The frame around every screen. */
@Component({
  selector: 'lf-root',
  imports: [FeedNotice, FeedVoice, GuideBrick, PageFooter, PageHeader, PageVoice, RouterOutlet],
  template: `
    @if (!session.leaving()) {
      <a class="skip" href="#content" (click)="skip($event)">{{ language.t()('app.skip') }}</a>
      <lf-page-header />
      <main id="content" tabindex="-1" [attr.aria-busy]="loading()">
        <lf-guide-brick key="C" />
        @if (session.failed()) {
          <h1 class="visually-hidden">{{ language.t()('app.name') }}</h1>
          <lf-feed-notice state="unreachable" />
        }
        <router-outlet (activate)="filled.set(true)" />
      </main>
      <lf-page-footer [class.waiting]="!filled()" />
      <lf-feed-voice />
      <lf-page-voice />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
      --footer: 2.25rem;
    }

    main {
      position: relative;
      flex: 1 0 auto;
      min-height: calc(100dvh - var(--header));
      padding: var(--gap);
      outline: none;
    }

    /* Before the screen is there, the footer's place is not known: it would be seen to jump. */
    .waiting {
      visibility: hidden;
    }

    .skip {
      position: fixed;
      z-index: 10;
      top: 0.5rem;
      left: 0.5rem;
      padding: 0.5rem 1rem;
      border-radius: var(--radius-control);
      background: var(--accent);
      color: var(--surface);
      font-weight: 600;
      transform: translateY(-200%);
    }

    .skip:focus {
      transform: none;
    }

    @media (min-width: 60rem) {
      main {
        min-height: calc(100dvh - var(--header) - var(--footer));
        padding: var(--gap) 1.25rem;
      }
    }
  `,
})
export class App {
  protected readonly language = inject(Language);
  protected readonly session = inject(SessionSource);
  private readonly live = inject(LiveSituation);
  private readonly directory = inject(DirectorySource);
  protected readonly filled = signal(false);
  protected readonly loading = computed(() => this.live.feedOf() !== null && this.live.health().state === 'connecting');

  constructor() {
    inject(KeyboardShortcuts);
    // Nothing is asked of the server before it is known who asks.
    effect(() => {
      if (this.session.state() === 'signed-in') untracked(() => this.begin());
    });
  }

  /** The base address would turn a plain fragment link into a navigation. */
  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('content')?.focus();
  }

  private begin(): void {
    this.live.start();
    if (this.session.may('directory.read')) this.directory.load();
  }
}
