import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { evidenceLink } from './explore-address';
import { ExploreLanguage } from './explore-language';
import type { Stretch } from './explore-range';
import { ExploreState } from './explore-state';

const LONGEST = 31 * 86_400_000;

/** To the events of the same range and filters. What the page of events can't narrow by is said beside it. */
@Component({
  selector: 'lf-evidence-link',
  imports: [RouterLink],
  template: `
    @if (state.mayReadEvidence()) {
      @if (isTooLong()) {
        <span class="note">{{ words.t()('explore.evidenceTooLong') }}</span>
      } @else {
        <a routerLink="/evidence" [queryParams]="link().query" data-testid="evidence-link">{{
          words.t()('explore.evidence')
        }}</a>
        @if (link().left.length > 0) {
          <span class="note">{{ words.t()('explore.evidenceLeft', { parts: left() }) }}</span>
        }
      }
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.75rem;
    }

    a {
      display: inline-grid;
      align-items: center;
      min-height: var(--target);
      color: var(--accent);
      font-size: var(--size-13);
      font-weight: 500;
    }

    .note {
      color: var(--text-secondary);
      font-size: var(--size-12);
    }
  `,
})
export class EvidenceLink {
  readonly range = input.required<Stretch>();
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly isTooLong = computed(() => this.range().to - this.range().from > LONGEST);
  protected readonly link = computed(() => {
    const { from, to } = this.range();
    return evidenceLink(this.state.asked().filters, { from, to });
  });
  protected readonly left = computed(() =>
    this.link()
      .left.map((dimension) => this.words.t()(`explore.of.${dimension}`))
      .join(this.words.t()('explore.comma')),
  );
}
