import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LiveSituation } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import { GuideBrick } from './guide-brick';
import { showsFigures } from './shows-figures';
import { VERSION } from './version';

/** Whose data this is, which clock it goes by, and which version shows it. */
@Component({
  selector: 'lf-page-footer',
  imports: [GuideBrick, RouterLink],
  template: `
    <footer>
      <lf-guide-brick key="Z" />
      <nav [attr.aria-label]="language.t()('footer.pages')">
        <a routerLink="/help">{{ language.t()('nav.help') }}</a>
        <a routerLink="/site-map">{{ language.t()('nav.siteMap') }}</a>
        <a routerLink="/accessibility">{{ language.t()('nav.accessibility') }}</a>
      </nav>
      <p>{{ language.t()('footer.time') }}</p>
      <p>{{ language.t()('footer.map') }}</p>
      <p>{{ language.t()('footer.version', { version }) }}</p>
      @if (demonstration()) {
        <p class="strong">{{ language.t()('feed.demonstrationNote') }}</p>
      }
    </footer>
  `,
  styles: `
    footer {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 1.25rem;
      min-height: var(--footer, 2.25rem);
      padding: 0.25rem 1.25rem;
      color: var(--text-tertiary);
      font-size: var(--size-12);
    }

    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1rem;
    }

    a {
      display: grid;
      align-items: center;
      min-width: 1.5rem;
      min-height: max(1.5rem, var(--target));
      color: var(--text-secondary);
    }

    .strong {
      color: var(--text-secondary);
    }
  `,
})
export class PageFooter {
  protected readonly language = inject(Language);
  protected readonly version = VERSION;
  private readonly live = inject(LiveSituation);
  private readonly figures = showsFigures();
  protected readonly demonstration = computed(() => this.figures() && this.live.demonstration());
}
