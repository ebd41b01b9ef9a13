import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { DirectorySource, LiveSituation } from '@lianfang/screen/data-access';
import { Language, tileAge } from '@lianfang/screen/kit';
import { countiesBehind } from './counties-behind';
import { countyRows } from './county-rows';
import { scaleCeiling } from './intensity-scale';
import { depthOf, fixedCeiling, measured, type Measure } from './measure';
import { worstCounties } from './posture-words';
import { SITUATION_WORDS, type SituationWord } from './situation-words';

const MINUTE = 60_000;

/** What the parts of the situation screen have in common: the rows, the measure, and which county is looked at. */
@Injectable()
export class SituationState {
  private readonly live = inject(LiveSituation);
  private readonly source = inject(DirectorySource);
  private readonly language = inject(Language);
  private readonly selectedCode = signal<string | null>(null);

  /** The words of this screen. */
  readonly t = this.language.with<SituationWord>(SITUATION_WORDS);
  readonly view = this.live.situation;
  readonly health = this.live.health;
  readonly directoryFailed = computed(() => this.source.failed() && this.source.directory() === null);
  /** The log holds nothing yet: what the frame says is nought, not calm, and no figure is shown. */
  readonly waiting = computed(() => this.health().state === 'waiting');
  readonly rows = computed(() =>
    countyRows(this.source.directory(), this.waiting() ? null : (this.view()?.counties ?? null), this.language.code()),
  );
  readonly age = computed(() => tileAge(this.health(), this.language.t(), this.language.formats()), {
    equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale,
  });
  readonly stale = computed(() => this.health().state === 'stale');
  /** Counties whose figures may miss events: all of a frozen feed, or those alone that a frozen source feeds. */
  readonly behind = computed(() => countiesBehind(this.rows(), this.health()), {
    equal: (a, b) => a.size === b.size && [...a].every((code) => b.has(code)),
  });
  /** The feed is stale, and some counties are not. */
  readonly partly = computed(() => this.stale() && this.behind().size < this.rows().length);

  /** Counties with a posture score, the lowest first. */
  readonly worst = computed(() => worstCounties(this.rows()));

  /** The minute of the data: lists are ranked anew when it changes. */
  readonly minute = computed(() => Math.floor((this.view()?.freshness.asOf ?? 0) / MINUTE));

  readonly measure = signal<Measure>('per1000');
  /** Pointed at or focused, in the map or in the table. */
  readonly pointed = signal<string | null>(null);
  readonly selected = computed(() => this.rows().find(({ code }) => code === this.selectedCode()) ?? null);
  /** The selected county's own last hour, once it has arrived. */
  readonly selectedView = this.live.countyView;

  readonly ceiling = linkedSignal<{ measure: Measure; values: readonly (number | null)[] }, number>({
    source: () => ({
      measure: this.measure(),
      values: this.rows().map((row) => {
        const value = measured(row, this.measure());
        return value === null ? null : depthOf(value, this.measure());
      }),
    }),
    computation: ({ measure, values }, previous) =>
      fixedCeiling(measure) ??
      scaleCeiling(previous !== undefined && previous.source.measure === measure ? previous.value : null, values),
  });

  select(code: string | null): void {
    const next = code === this.selectedCode() ? null : code;
    this.selectedCode.set(next);
    this.live.followCounty(next);
  }
}
