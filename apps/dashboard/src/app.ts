import { Component, computed, inject, signal } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { LiveSituation } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import { FeedVoice } from './feed-voice';
import { GuideBrick } from './guide-brick';
import { PageHeader } from './page-header';
import { PageFooter } from './page-footer';

/** The frame around every screen. */
@Component({
  selector: 'lf-root',
  imports: [FeedVoice, GuideBrick, PageFooter, PageHeader, RouterOutlet],
  template: `
    <a class="skip" href="#content" (click)="skip($event)">{{ language.t()('app.skip') }}</a>
    <lf-page-header />
    <main id="content" tabindex="-1" [attr.aria-busy]="loading()">
      <lf-guide-brick key="C" />
      <router-outlet (activate)="filled.set(true)" />
    </main>
    <lf-page-footer [class.waiting]="!filled()" />
    <lf-feed-voice />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 100dvh;
      --footer: 2.25rem;
    }

    main {
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
  private readonly live = inject(LiveSituation);
  protected readonly filled = signal(false);
  protected readonly loading = computed(() => this.live.health().state === 'connecting');

  /** The base address would turn a plain fragment link into a navigation. */
  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('content')?.focus();
  }
}
