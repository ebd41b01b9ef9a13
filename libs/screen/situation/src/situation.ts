import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MinuteCard } from '@lianfang/screen/chart';
import { Explain, FeedNotice, Language, Segmented } from '@lianfang/screen/kit';
import { NationSource, whileVisible } from '@lianfang/screen/data-access';
import { MakeupCard } from '@lianfang/screen/makeup';
import { CampaignsCard } from './campaigns-card';
import { CountTile } from './count-tile';
import { CountyMap } from './county-map';
import { CountyPanel } from './county-panel';
import { CountyTable } from './county-table';
import { FeedsCard } from './feeds-card';
import { LedgerTile } from './ledger-tile';
import { MapLegend } from './map-legend';
import type { Measure } from './measure';
import { MonthTile } from './month-tile';
import { OpenAlertsCard } from './open-alerts-card';
import { RateTile } from './rate-tile';
import { RisingCard } from './rising-card';
import { hourCount, silentCount } from './situation-counts';
import { SituationState } from './situation-state';
import { TopCard } from './top-card';
import { WorstCounty } from './worst-county';

/** What is happening now, and where: the first screen. */
@Component({
  selector: 'lf-situation',
  imports: [
    CampaignsCard,
    CountTile,
    CountyMap,
    CountyPanel,
    CountyTable,
    Explain,
    FeedNotice,
    FeedsCard,
    LedgerTile,
    MakeupCard,
    MapLegend,
    MinuteCard,
    MonthTile,
    OpenAlertsCard,
    RateTile,
    RisingCard,
    RouterLink,
    Segmented,
    TopCard,
    WorstCounty,
  ],
  providers: [SituationState, NationSource],
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
    { value: 'normal', label: this.state.t()('map.normal') },
    { value: 'posture', label: this.state.t()('map.posture') },
  ]);
  /** The selected county once its minutes are there; the nation until then, and the card says which. */
  protected readonly hour = computed(() => {
    const county = this.state.selected();
    const own = this.state.selectedView();
    if (county !== null && own?.county === county.code) return { name: county.name, view: own };
    return { name: null, view: this.state.view() };
  });
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
    whileVisible(inject(NationSource));
  }

  protected setMeasure(value: string): void {
    this.state.measure.set(value as Measure);
  }
}
