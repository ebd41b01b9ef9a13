import { Component, computed, effect, inject, linkedSignal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { LiveSituation, type FeedState } from '@lianfang/screen/data-access';
import { Language, type WordKey } from '@lianfang/screen/kit';
import { feedAnnouncement } from './feed-announcement';
import { pageName } from './page-name';

const TITLE_WARNINGS: Partial<Record<FeedState, WordKey>> = {
  paused: 'feed.titlePaused',
  stale: 'feed.titleStale',
  lost: 'feed.titleLost',
  unreachable: 'feed.titleLost',
};

/** Says changes of the feed to those who do not see the screen, and in the title to those on another tab. */
@Component({
  selector: 'lf-feed-voice',
  template: `<p class="visually-hidden" role="status" aria-live="polite" data-testid="feed-voice">{{ words() }}</p>`,
})
export class FeedVoice {
  private readonly language = inject(Language);
  private readonly live = inject(LiveSituation);
  private readonly state = computed(() => this.live.health().state);
  private readonly said = linkedSignal<FeedState, WordKey | null>({
    source: this.state,
    computation: (current, previous) => (previous === undefined ? null : feedAnnouncement(previous.source, current)),
  });
  protected readonly words = computed(() => {
    const key = this.said();
    if (key === null || this.live.feedOf() === null) return '';
    // Of what stands still the instant stands still too: it is said once.
    const at = key === 'feed.sayPaused' ? this.live.health().asOf : null;
    return this.language.t()(key, { time: this.language.formats().hms(at ?? 0) });
  });

  constructor() {
    const title = inject(Title);
    const router = inject(Router);
    effect(() => {
      const t = this.language.t();
      const warning = this.live.feedOf() === null ? undefined : TITLE_WARNINGS[this.state()];
      router.lastSuccessfulNavigation(); // read, so that the title follows it
      const name = pageName(router.routerState.snapshot.root);
      const page = name === null ? t('app.name') : `${t(name)} · ${t('app.name')}`;
      title.setTitle(warning === undefined ? page : `${t(warning)} · ${page}`);
    });
  }
}
