import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { InvestigationSource, ServerClock, SessionSource } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { AuditLanguage } from './audit-language';
import { InvestigationAsk } from './investigation-ask';
import { InvestigationCard } from './investigation-card';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** Sealed investigations: a lead asks and ends, an auditor who is somebody else decides. */
@Component({
  selector: 'lf-investigations',
  imports: [InvestigationAsk, InvestigationCard],
  providers: [AuditLanguage, InvestigationSource],
  templateUrl: './investigations.html',
  host: { '[class.filled]': 'true' },
  styleUrls: ['../../kit/src/card.css', '../../kit/src/buttons.css', './page.css', './investigations.css'],
})
export class Investigations {
  protected readonly words = inject(AuditLanguage);
  private readonly session = inject(SessionSource);
  private readonly clock = inject(ServerClock);
  protected readonly source = inject(InvestigationSource).all;
  protected readonly asking = signal(false);
  /** What became of the last step. */
  protected readonly done = signal('');
  protected readonly mayAsk = computed(() => this.session.may('investigation.ask'));
  protected readonly failed = computed(() => this.source.failed() && this.source.value() === null);
  protected readonly age = computed(
    () => {
      const asOf = this.source.at();
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      const state = age > STALE_AFTER ? 'stale' : 'live';
      return tileAge({ state, age, asOf }, this.words.t(), this.words.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );

  constructor() {
    this.source.start();
    inject(DestroyRef).onDestroy(() => this.source.stop());
  }

  protected startAsking(): void {
    this.done.set('');
    this.asking.set(true);
  }

  protected noteAsked(): void {
    this.asking.set(false);
    this.noteDone(this.words.t()('inv.done.asked'));
  }

  protected noteDone(words: string): void {
    this.done.set(words);
    void this.source.refresh();
  }
}
