import { Component, DestroyRef, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { OperationsSource, SessionSource } from '@lianfang/screen/data-access';
import { AlertsCard } from './alerts-card';
import { BreakdownCard } from './breakdown-card';
import { EquationCard } from './equation-card';
import { OperationsLanguage } from './operations-language';
import { OperationsState } from './operations-state';
import { OperationsTiles } from './operations-tiles';
import { RecordDialog } from './record-dialog';
import { RejectedCard } from './rejected-card';
import { RejectedList } from './rejected-list';
import { SensorsCard } from './sensors-card';

/** Does the ledger add up, what is wrong with the system, and which records were refused and why. */
@Component({
  selector: 'lf-operations',
  imports: [
    AlertsCard,
    BreakdownCard,
    EquationCard,
    OperationsTiles,
    RecordDialog,
    RejectedCard,
    RouterLink,
    SensorsCard,
  ],
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
    <lf-sensors-card class="sensors" />
    @if (mayChangeDirectory()) {
      <p class="directory">
        <a routerLink="/directory">{{ words.t()('ops.directory') }}</a>
      </p>
    }
    <lf-record-dialog />
  `,
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrl: './operations.css',
})
export class Operations {
  /** From the address: a record that is to be opened, by who comes back from a sign-in. */
  readonly record = input<string>();
  protected readonly words = inject(OperationsLanguage);
  private readonly session = inject(SessionSource);
  protected readonly mayChangeDirectory = computed(() => this.session.may('directory.change'));
  private readonly state = inject(OperationsState);
  private readonly router = inject(Router);

  constructor() {
    const source = inject(OperationsSource);
    const list = inject(RejectedList);
    effect(() => {
      const id = this.record();
      if (id !== undefined) untracked(() => this.open(id));
    });
    source.start();
    list.start();
    inject(DestroyRef).onDestroy(() => {
      source.stop();
      list.stop();
    });
  }

  /** Once: the address is the page's own again, and a reload shows the page. */
  private open(id: string): void {
    this.state.opened.set(id);
    void this.router.navigate([], { queryParams: { record: null }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
