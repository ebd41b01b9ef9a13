import { Component, inject } from '@angular/core';
import { NotConnected } from '@lianfang/screen/kit';
import { SituationState } from './situation-state';

/** Campaigns across counties come with later work: until then nothing is claimed. */
@Component({
  selector: 'lf-campaigns-card',
  imports: [NotConnected],
  template: `
    <section class="card" [class.stale]="state.stale()" aria-labelledby="campaigns-title">
      <div class="head">
        <h2 id="campaigns-title" class="card-title">{{ state.t()('campaigns.title') }}</h2>
        @if (state.stale()) {
          <p class="age figures">{{ state.age()?.text }}</p>
        }
      </div>
      <lf-not-connected [what]="state.t()('campaigns.what')" [why]="state.t()('campaigns.why')" />
    </section>
  `,
  styleUrls: ['../../kit/src/card.css', './list-card.css'],
})
export class CampaignsCard {
  protected readonly state = inject(SituationState);
}
