import { Component, DestroyRef, inject } from '@angular/core';
import { LiveSituation, OperationsSource } from '@lianfang/screen/data-access';
import { AlertsCard } from './alerts-card';
import { BreakdownCard } from './breakdown-card';
import { EquationCard } from './equation-card';
import { OperationsLanguage } from './operations-language';
import { OperationsState } from './operations-state';
import { OperationsTiles } from './operations-tiles';
import { RecordDialog } from './record-dialog';
import { RejectedCard } from './rejected-card';
import { RejectedList } from './rejected-list';

/** Does the ledger add up, what is wrong with the system, and which records were refused and why. */
@Component({
  selector: 'lf-operations',
  imports: [AlertsCard, BreakdownCard, EquationCard, OperationsTiles, RecordDialog, RejectedCard],
  providers: [OperationsLanguage, OperationsState, RejectedList],
  template: `
    <h1 class="visually-hidden">{{ words.t()('ops.title') }}</h1>
    <div class="grid">
      <lf-operations-tiles class="tiles" />
      <lf-equation-card class="equation" />
      <lf-alerts-card class="alerts" />
      <lf-rejected-card class="rejected" />
      <lf-breakdown-card class="breakdown" />
    </div>
    <lf-record-dialog />
  `,
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrl: './operations.css',
})
export class Operations {
  protected readonly words = inject(OperationsLanguage);

  constructor() {
    const source = inject(OperationsSource);
    const list = inject(RejectedList);
    // The header's badge and the demonstration mark follow the live feed on every page.
    inject(LiveSituation).start();
    source.start();
    list.start();
    inject(DestroyRef).onDestroy(() => {
      source.stop();
      list.stop();
    });
  }
}
