import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { LiveSituation, ServerClock, SessionSource } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import { AccountMenu } from './account-menu';
import { FeedBadge } from './feed-badge';
import { GuideBrick } from './guide-brick';
import { PauseButton } from './pause-button';
import { Preferences } from './preferences';
import { screensOf } from './screens';
import { showsFigures } from './shows-figures';

/** Who we are, one's own screens, how old the data is, what time it is in Taipei, two switches, and who one is. */
@Component({
  selector: 'lf-page-header',
  imports: [AccountMenu, FeedBadge, GuideBrick, PauseButton, Preferences, RouterLink, RouterLinkActive],
  templateUrl: './page-header.html',
  styleUrl: './page-header.css',
})
export class PageHeader {
  protected readonly language = inject(Language);
  protected readonly session = inject(SessionSource);
  protected readonly live = inject(LiveSituation);
  private readonly clock = inject(ServerClock);
  private readonly figures = showsFigures();

  protected readonly screens = computed(() =>
    screensOf(this.session.current()).filter(({ inHeader }) => inHeader !== false),
  );
  protected readonly demonstration = computed(() => this.figures() && this.live.demonstration());
  protected readonly time = computed(() => this.language.formats().clock(this.clock.now()));

  /** Where the row of pages is wider than the page, the present one stands in its middle. */
  protected show(link: HTMLElement, isCurrent: boolean): void {
    const row = link.parentElement;
    if (!isCurrent || row === null) return;
    row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }
}
