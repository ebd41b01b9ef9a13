import { Component, computed, inject } from '@angular/core';
import { GuideLanguage, type GuideWord } from './guide-language';
import { statementDate } from './statement-date';

/** The tool's version in test/browser/moda/requirements.txt; a test compares them. */
export const MODA_VERSION = '0.6.1';

const CHECKS: readonly GuideWord[] = [
  'a11y.axe',
  'a11y.moda',
  'a11y.zoom',
  'a11y.keyboard',
  'a11y.colour',
  'a11y.live',
  'a11y.target',
  'a11y.motion',
];
const GAPS: readonly GuideWord[] = [
  'a11y.gapPeople',
  'a11y.gapReader',
  'a11y.gapRules',
  'a11y.gapStale',
  'a11y.gapWall',
  'a11y.gapClock',
  'a11y.gapDocs',
];

/** To which standard the pages are made, how that is checked, and what is known to be missing. */
@Component({
  selector: 'lf-accessibility-statement',
  template: `
    <article class="page card">
      <h1>{{ language.t()('a11y.title') }}</h1>
      <p class="intro">{{ language.t()('a11y.intro') }}</p>
      <p>{{ language.t()('a11y.date', { date: date() }) }}</p>
      <h2>{{ language.t()('a11y.status') }}</h2>
      <p>{{ language.t()('a11y.statusText') }}</p>
      <h2>{{ language.t()('a11y.checked') }}</h2>
      <ul class="list">
        @for (word of checks; track word) {
          <li>{{ language.t()(word, { version }) }}</li>
        }
      </ul>
      <h2>{{ language.t()('a11y.gaps') }}</h2>
      <ul class="list">
        @for (word of gaps; track word) {
          <li>{{ language.t()(word) }}</li>
        }
      </ul>
      <h2>{{ language.t()('a11y.contact') }}</h2>
      <p>{{ language.t()('a11y.contactText') }}</p>
      <p>{{ language.t()('a11y.contactUnset') }}</p>
    </article>
  `,
  styleUrl: './page.css',
})
export class AccessibilityStatement {
  protected readonly language = inject(GuideLanguage);
  protected readonly version = MODA_VERSION;
  protected readonly checks = CHECKS;
  protected readonly gaps = GAPS;
  protected readonly date = computed(() => statementDate(this.language.code()));
}
