import { Component, DestroyRef, computed, effect, inject, untracked } from '@angular/core';
import { AuditSource, OnlookerSource } from '@lianfang/screen/data-access';
import { Tile } from '@lianfang/screen/kit';
import { OnlookerCount } from '@lianfang/screen/onlookers';
import { AuditLanguage } from './audit-language';
import { AuditList } from './audit-list';
import { AuditListCard } from './audit-list-card';
import { AuditState } from './audit-state';
import { ChainCard } from './chain-card';

/** Who looked at a county's data, what and why, for its own people; all of the audit for an auditor. */
@Component({
  selector: 'lf-audit',
  imports: [AuditListCard, ChainCard, OnlookerCount, Tile],
  providers: [AuditLanguage, AuditSource, AuditList, AuditState, OnlookerSource],
  template: `
    <div class="title">
      <h1>{{ words.t()(county() === null ? 'audit.title' : 'audit.countyTitle') }}</h1>
      <p>{{ about() }}</p>
    </div>
    <div class="grid" [class.of-county]="county() !== null">
      @if (county(); as code) {
        <lf-tile class="week" [title]="words.t()('audit.week')" data-testid="week">
          <lf-onlooker-count [page]="onlookers.value()" [county]="code" />
        </lf-tile>
      }
      <lf-chain-card class="chain" />
      <lf-audit-list-card class="list" />
    </div>
  `,
  host: { '[class.filled]': 'true' },
  styleUrls: ['./page.css', './audit.css'],
})
export class Audit {
  protected readonly words = inject(AuditLanguage);
  private readonly state = inject(AuditState);
  protected readonly onlookers = inject(OnlookerSource).latest;
  protected readonly county = this.state.county;
  protected readonly about = computed(() => {
    const county = this.county();
    const t = this.words.t();
    return county === null ? t('audit.about') : t('audit.countyAbout', { county: this.state.place(county) });
  });

  constructor() {
    const source = inject(AuditSource);
    const list = inject(AuditList);
    effect(() => {
      const county = this.county();
      untracked(() => {
        list.choose(county === null ? {} : { about: 'own' });
        if (county !== null) this.onlookers.start();
      });
    });
    source.chain.start();
    inject(DestroyRef).onDestroy(() => {
      source.chain.stop();
      this.onlookers.stop();
      list.stop();
    });
  }
}
