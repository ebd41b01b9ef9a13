import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CountyLanguage } from './county-language';
import { CountySwitcher } from './county-switcher';

/** Instead of a county that the directory does not know: what was asked for, and the ways on. */
@Component({
  selector: 'lf-no-such-county',
  imports: [CountySwitcher, RouterLink],
  template: `
    <section class="card" data-testid="no-such-county">
      <h1>{{ words.t()('county.unknown') }}</h1>
      <p>{{ words.t()('county.unknownNote', { code: code() }) }}</p>
      <div class="ways">
        <a routerLink="/">{{ words.t()('county.unknownBack') }}</a>
        <lf-county-switcher />
      </div>
    </section>
  `,
  styles: `
    .card {
      max-width: 36rem;
      margin: 10vh auto;
      padding: 1.5rem 2rem;
    }

    h1 {
      font-size: var(--size-24);
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 1rem;
      margin-top: 1rem;
    }

    a {
      display: grid;
      align-items: center;
      min-height: var(--target);
      color: var(--accent);
      font-weight: 500;
    }
  `,
})
export class NoSuchCounty {
  readonly code = input.required<string>();
  protected readonly words = inject(CountyLanguage);
}
