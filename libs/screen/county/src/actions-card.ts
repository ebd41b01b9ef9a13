import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionSource } from '@lianfang/screen/data-access';
import { NotConnected, Skeleton } from '@lianfang/screen/kit';
import { countyActions, unknownFacts } from './county-actions';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';

/** What is to be done about what is known, each with its way; and that deadlines are not connected yet. */
@Component({
  selector: 'lf-actions-card',
  imports: [NotConnected, RouterLink, Skeleton],
  templateUrl: './actions-card.html',
  styleUrls: ['../../kit/src/card.css', './actions-card.css'],
})
export class ActionsCard {
  protected readonly words = inject(CountyLanguage);
  protected readonly state = inject(CountyState);
  private readonly session = inject(SessionSource);
  protected readonly title = computed(() =>
    this.words.t()(this.state.isOwn() ? 'county.do.title' : 'county.do.titleOther'),
  );
  private readonly facts = computed(() => {
    const view = this.state.view();
    if (view === null) return null;
    return {
      view,
      unanswering: this.state.unanswering() ?? [],
      sensorsKnown: this.state.sensorsAwaited() || this.state.sensorsKnown(),
      asOf: this.state.asOf(),
      page: this.state.page(),
      mayReadEvidence: this.session.may('evidence.read'),
      nameOf: this.state.sensorWords,
    };
  });
  protected readonly actions = computed(() => {
    const facts = this.facts();
    return facts === null ? null : countyActions(facts, this.words.t(), this.words.formats());
  });
  protected readonly unknowns = computed(() => {
    const facts = this.facts();
    return facts === null ? [] : unknownFacts(facts, this.words.t());
  });
}
