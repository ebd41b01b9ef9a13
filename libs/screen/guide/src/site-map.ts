import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionSource } from '@lianfang/screen/data-access';
import { GuideLanguage } from './guide-language';
import type { SitePage } from './site-page';

/** All pages that who looks may open, and the access keys: what people expect of a government site. */
@Component({
  selector: 'lf-site-map',
  imports: [RouterLink],
  template: `
    <article class="page card">
      <h1>{{ language.t()('site.title') }}</h1>
      <p class="intro">{{ language.t()('site.intro') }}</p>
      <h2>1. {{ language.t()('site.pages') }}</h2>
      @if (listed().length > 0) {
        <ol class="links" data-testid="site-pages">
          @for (page of listed(); track page.path; let place = $index) {
            <li>
              <a [routerLink]="'/' + page.path">1-{{ place + 1 }}. {{ language.t()(page.name) }}</a>
            </li>
          }
        </ol>
      } @else {
        <p>
          {{ language.t()('site.none') }} <a routerLink="/sign-in">{{ language.t()('nav.signIn') }}</a>
        </p>
      }
      <h2>2. {{ language.t()('site.about') }}</h2>
      <ol class="links">
        <li>
          <a routerLink="/help">2-1. {{ language.t()('nav.help') }}</a>
        </li>
        <li>
          <a routerLink="/site-map" aria-current="page">2-2. {{ language.t()('nav.siteMap') }}</a>
        </li>
        <li>
          <a routerLink="/accessibility">2-3. {{ language.t()('nav.accessibility') }}</a>
        </li>
      </ol>
      <h2>3. {{ language.t()('site.keys') }}</h2>
      <table>
        <caption class="visually-hidden">
          {{
            language.t()('site.keys')
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col">{{ language.t()('help.key') }}</th>
            <th scope="col">{{ language.t()('help.effect') }}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row"><kbd>U</kbd></th>
            <td>{{ language.t()('site.keyU') }}</td>
          </tr>
          <tr>
            <th scope="row"><kbd>C</kbd></th>
            <td>{{ language.t()('site.keyC') }}</td>
          </tr>
          <tr>
            <th scope="row"><kbd>Z</kbd></th>
            <td>{{ language.t()('site.keyZ') }}</td>
          </tr>
        </tbody>
      </table>
      <p class="intro">{{ language.t()('site.how') }}</p>
    </article>
  `,
  styleUrl: './page.css',
})
export class SiteMap {
  /** From the route, by the router: the pages that who looks may open. */
  readonly pages = input<readonly SitePage[]>([]);
  protected readonly language = inject(GuideLanguage);
  private readonly session = inject(SessionSource);
  /** A page whose address names a county is that of one's own county; without one it is reached from another page. */
  protected readonly listed = computed(() => {
    const county = this.session.current()?.county ?? null;
    const named = county === null ? this.pages() : this.pages().map((page) => ofCounty(page, county));
    return named.filter(({ path }) => !path.includes(':'));
  });
}

function ofCounty(page: SitePage, county: string): SitePage {
  return { ...page, path: page.path.replace(':code', county) };
}
