import { Component, computed, inject } from '@angular/core';
import { LiveSituation, type FeedState } from '@lianfang/screen/data-access';
import { Language, type WordKey } from '@lianfang/screen/kit';

const WORDS: Readonly<Record<FeedState, WordKey>> = {
  connecting: 'feed.connecting',
  unreachable: 'feed.lostEmpty',
  waiting: 'feed.waiting',
  live: 'feed.live',
  paused: 'feed.paused',
  stale: 'feed.stale',
  lost: 'feed.lost',
  unreadable: 'feed.unreadable',
};

/** Connection and age of data in words, with a sign: ● live, ❚❚ paused, ▲ to be doubted, ○ nothing yet. */
@Component({
  selector: 'lf-feed-badge',
  template: `
    <p class="figures" [class]="shown().tone" [title]="shown().hint" data-testid="feed-badge">
      <span class="sign" aria-hidden="true">{{ shown().sign }}</span>
      {{ shown().words }}
    </p>
  `,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      font-size: var(--size-13);
      line-height: 1.3;
    }

    .sign {
      font-size: 0.625rem;
      line-height: 1;
    }

    .good .sign {
      color: var(--good);
    }

    .doubt {
      padding: 0.25rem 0.625rem;
      border-radius: var(--radius-control);
      background: var(--warning-tint);
      color: var(--warning);
      font-weight: 600;
    }

    .idle {
      color: var(--text-secondary);
    }
  `,
})
export class FeedBadge {
  private readonly language = inject(Language);
  private readonly live = inject(LiveSituation);
  protected readonly shown = computed(() => {
    const { state, age, asOf } = this.live.health();
    const t = this.language.t();
    const formats = this.language.formats();
    const tone = state === 'live' ? 'good' : state === 'connecting' || state === 'waiting' ? 'idle' : 'doubt';
    return {
      tone,
      sign: state === 'paused' ? '❚❚' : { good: '●', idle: '○', doubt: '▲' }[tone],
      words: t(WORDS[state], { age: formats.ago(age ?? 0), time: formats.hms(asOf ?? 0) }),
      hint: asOf === null ? '' : t('age.tooltip', { time: formats.clock(asOf) }),
    };
  });
}
