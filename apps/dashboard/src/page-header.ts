import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { LiveSituation, ServerClock } from '@lianfang/screen/data-access';
import { Language, Theme } from '@lianfang/screen/kit';
import { FeedBadge } from './feed-badge';
import { GuideBrick } from './guide-brick';
import { SCREENS } from './screens';

/** Who we are, how old the data is, what time it is in Taipei, and the two switches. */
@Component({
  selector: 'lf-page-header',
  imports: [FeedBadge, GuideBrick, RouterLink, RouterLinkActive],
  templateUrl: './page-header.html',
  styleUrl: './page-header.css',
})
export class PageHeader {
  protected readonly language = inject(Language);
  protected readonly theme = inject(Theme);
  protected readonly screens = SCREENS;
  private readonly clock = inject(ServerClock);
  private readonly live = inject(LiveSituation);

  protected readonly time = computed(() => this.language.formats().clock(this.clock.now()));
  protected readonly demonstration = computed(() => this.live.situation()?.demonstration ?? false);
  protected readonly themeLabel = computed(() => {
    const t = this.language.t();
    return t('theme.label', { theme: t(`theme.${this.theme.name()}`) });
  });

  protected switchLanguage(): void {
    this.language.switchTo(this.language.code() === 'en' ? 'zh-Hant-TW' : 'en');
  }
}
