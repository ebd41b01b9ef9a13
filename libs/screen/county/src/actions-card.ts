import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionSource } from '@lianfang/screen/data-access';
import { NotConnected, Skeleton } from '@lianfang/screen/kit';
import { countyActions } from './county-actions';
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
  protected readonly actions = computed(() => {
    const view = this.state.view();
    if (view === null) return null;
    const facts = {
      view,
      unanswering: this.state.unanswering() ?? [],
      page: this.state.page(),
      mayReadEvidence: this.session.may('evidence.read'),
      nameOf: this.state.sensorWords,
    };
    return countyActions(facts, this.words.t(), this.words.formats());
  });
}
