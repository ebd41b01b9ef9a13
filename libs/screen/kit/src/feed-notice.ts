import { Component, computed, inject, input } from '@angular/core';
import { Language } from './language';
import type { WordKey } from './words';

const NOTICES: Readonly<Record<string, { readonly title: WordKey; readonly detail: WordKey }>> = {
  unreachable: { title: 'feed.lostEmptyTitle', detail: 'feed.lostEmptyDetail' },
  waiting: { title: 'feed.waitingTitle', detail: 'feed.waitingDetail' },
  unreadable: { title: 'feed.unreadableTitle', detail: 'feed.unreadableDetail' },
};

/** Instead of figures that are not there: what is wrong, and what happens next. */
@Component({
  selector: 'lf-feed-notice',
  template: `
    @if (words(); as shown) {
      <div class="notice" role="status" data-testid="feed-notice">
        <p class="title"><span class="sign" aria-hidden="true">◆</span> {{ language.t()(shown.title) }}</p>
        <p>{{ language.t()(shown.detail) }}</p>
      </div>
    }
  `,
  styles: `
    .notice {
      position: absolute;
      inset: 50% auto auto 50%;
      z-index: 1;
      width: min(24rem, calc(100% - 2rem));
      padding: 1rem 1.25rem;
      transform: translate(-50%, -50%);
      border: 1px solid var(--control);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--text-secondary);
    }

    .title {
      margin-bottom: 0.25rem;
      color: var(--text);
      font-size: var(--size-18);
      font-weight: 600;
    }

    .sign {
      color: var(--no-data);
      font-size: var(--size-14);
    }
  `,
})
export class FeedNotice {
  protected readonly language = inject(Language);
  /** State of the feed; only those without figures have a notice. */
  readonly state = input.required<string>();
  protected readonly words = computed(() => NOTICES[this.state()] ?? null);
}
