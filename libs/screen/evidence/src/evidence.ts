import { Location } from '@angular/common';
import { Component, computed, effect, inject, untracked } from '@angular/core';
import { AgencyNames } from '@lianfang/screen/data-access';
import { PurposeForm } from '@lianfang/screen/kit';
import { EventPanel } from './event-panel';
import { EvidenceBar } from './evidence-bar';
import { EvidenceCard } from './evidence-card';
import { EvidenceLanguage } from './evidence-language';
import { EvidenceList } from './evidence-list';
import { EvidencePurpose } from './evidence-purpose';
import { EvidenceState } from './evidence-state';

/** Events that were kept whole: which, and one of them with its record. The address holds all that is chosen. */
@Component({
  selector: 'lf-evidence',
  imports: [EventPanel, EvidenceBar, EvidenceCard, PurposeForm],
  providers: [EvidenceLanguage, EvidenceList, EvidenceState],
  templateUrl: './evidence.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true', '[class.opened]': 'state.opened() !== null' },
  styleUrls: ['../../kit/src/buttons.css', './evidence.css'],
})
export class Evidence {
  protected readonly words = inject(EvidenceLanguage);
  protected readonly state = inject(EvidenceState);
  protected readonly purpose = inject(EvidencePurpose);
  private readonly list = inject(EvidenceList);
  private readonly agencies = inject(AgencyNames);
  private readonly location = inject(Location);
  protected readonly place = computed(() => {
    const county = this.state.county();
    return county === null ? this.words.t()('filter.allCounties') : this.state.place(county);
  });

  constructor() {
    effect(() => {
      this.state.listed();
      const mayAsk = !this.purpose.isMissing() && untracked(this.state.asked).wrong.length === 0;
      untracked(() => (mayAsk ? void this.list.ask(this.state.asked()) : this.list.clear()));
    });
    effect(() => {
      const isWanted = this.state.county() !== null || (this.list.items() ?? []).length > 0;
      // People of a county have the names of theirs with the directory.
      if (isWanted && this.state.own() === null) untracked(() => void this.agencies.load());
    });
  }

  /** To where one came from: without a purpose there is nothing to see here. */
  protected leave(): void {
    this.location.back();
  }
}
