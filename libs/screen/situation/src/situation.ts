import { Component, computed, inject } from '@angular/core';
import { DirectorySource, LiveSituation } from '@lianfang/screen/data-access';
import { Language, Segmented } from '@lianfang/screen/kit';
import { CountTile } from './count-tile';
import { CountyMap } from './county-map';
import { CountyPanel } from './county-panel';
import { CountyTable } from './county-table';
import { FeedNotice } from './feed-notice';
import { LedgerTile } from './ledger-tile';
import { MakeupCard } from './makeup/makeup-card';
import { MapLegend } from './map-legend';
import type { Measure } from './measure';
import { MinuteCard } from './minute-card';
import { MonthTile } from './month-tile';
import { RateTile } from './rate-tile';
import { hourCount, silentCount } from './situation-counts';
import { SituationState } from './situation-state';

/** What is happening now, and where: the first screen. */
@Component({
  selector: 'lf-situation',
  imports: [
    CountTile,
    CountyMap,
    CountyPanel,
    CountyTable,
    FeedNotice,
    LedgerTile,
    MakeupCard,
    MapLegend,
    MinuteCard,
    MonthTile,
    RateTile,
    Segmented,
  ],
  providers: [SituationState],
  templateUrl: './situation.html',
  // The router shows a screen before it is filled; it stays out of the layout until it is.
  host: { '[class.filled]': 'true' },
  styleUrl: './situation.css',
})
export class Situation {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);

  protected readonly measures = computed(() => [
    { value: 'per1000', label: this.language.t()('map.per1000') },
    { value: 'raw', label: this.language.t()('map.raw') },
  ]);
  protected readonly counts = computed(() => {
    const view = this.state.view();
    if (view === null || this.state.waiting()) return null;
    const t = this.language.t();
    const formats = this.language.formats();
    return {
      allowed: hourCount(view.nation.allowedLastHour, t('lastHour'), formats),
      outbound: hourCount(view.nation.outboundLastHour, t('outbound.note'), formats, t('outbound.hint')),
      silent: silentCount(this.state.rows(), view, t, formats),
      unlocated: hourCount(view.nation.unlocatedLastHour, t('lastHour'), formats),
    };
  });

  constructor() {
    inject(DirectorySource).load();
    inject(LiveSituation).start();
  }

  protected setMeasure(value: string): void {
    this.state.measure.set(value as Measure);
  }
}
