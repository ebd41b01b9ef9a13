import { Component, DestroyRef, computed, inject, linkedSignal, signal } from '@angular/core';
import { SENSOR_STATES, type SensorItem, type SensorPage, type SensorState } from '@lianfang/contract';
import { AgencyNames, DirectorySource, SensorSource, ServerClock } from '@lianfang/screen/data-access';
import { Explain, Skeleton, type Formats } from '@lianfang/screen/kit';
import { cardAge } from './card-age';
import { OperationsLanguage } from './operations-language';
import {
  SENSOR_COLUMNS,
  skewOf,
  sortSensors,
  type SensorColumn,
  type SensorNames,
  type SensorOrder,
} from './sensor-lines';

/** Three questions that did not come. */
const STALE_AFTER = 90_000;
/** Lines until all are asked for. */
const FIRST = 20;
/** As many agencies are named in a line; more are counted. */
const MOST_AGENCIES = 2;
const SIGNS: Readonly<Record<SensorState, string>> = {
  silent: '▲',
  late: '◆',
  'never-seen': '▲',
  unknown: '?',
  unregistered: '◇',
  alive: '',
};

/** `+3 s`; without a sign below a second. */
function skewText(skew: number | null, { duration }: Pick<Formats, 'duration'>): string {
  if (skew === null) return '–';
  const sign = Math.abs(skew) < 1_000 ? '' : skew < 0 ? '−' : '+';
  return `${sign}${duration(Math.abs(skew))}`;
}

/** Every sensor with its last sign of life: who is silent, and since when. */
@Component({
  selector: 'lf-sensors-card',
  imports: [Explain, Skeleton],
  providers: [SensorSource],
  templateUrl: './sensors-card.html',
  styleUrls: ['../../kit/src/card.css', './sensors-card.css'],
})
export class SensorsCard {
  protected readonly words = inject(OperationsLanguage);
  protected readonly source = inject(SensorSource);
  private readonly directory = inject(DirectorySource);
  private readonly agencies = inject(AgencyNames);
  private readonly clock = inject(ServerClock);
  protected readonly columns = SENSOR_COLUMNS;
  protected readonly order = signal<SensorOrder>({ column: 'state', descending: false });
  protected readonly isWhole = signal(false);

  /** States that there are; they stay while an answer is awaited, so that who pressed one keeps the focus. */
  private readonly present = linkedSignal<SensorPage | null, readonly SensorState[]>({
    source: this.source.page.value,
    computation: (page, previous) =>
      page === null ? (previous?.value ?? []) : SENSOR_STATES.filter((state) => (page.counts[state] ?? 0) > 0),
  });
  protected readonly states = computed(() => {
    const counts = this.source.page.value()?.counts;
    return SENSOR_STATES.filter((state) => this.present().includes(state) || this.source.filter().state === state).map(
      (state) => ({
        state,
        word: this.words.t()(`ops.sensor.${state}`),
        count: counts === undefined ? '–' : String(counts[state] ?? 0),
      }),
    );
  });
  protected readonly counties = computed(() =>
    (this.directory.directory()?.counties ?? []).map(({ code, name }) => ({ code, name: this.local(name) })),
  );
  private readonly sorted = computed(() => {
    const items = this.source.page.value()?.items;
    return items === undefined ? null : sortSensors(items, this.order(), this.names());
  });
  protected readonly lines = computed(() => {
    const all = this.sorted();
    return all === null ? null : (this.isWhole() ? all : all.slice(0, FIRST)).map((item) => this.line(item));
  });
  /** How many more there are than the first lines. */
  protected readonly more = computed(() => Math.max(0, (this.sorted()?.length ?? 0) - FIRST));
  protected readonly isCut = computed(() => (this.source.page.value()?.cursor ?? null) !== null);
  protected readonly failed = computed(() => this.source.page.failed() && this.source.page.value() === null);
  protected readonly age = computed(
    () => {
      const facts = {
        asOf: this.source.page.value()?.asOf ?? null,
        now: this.clock.now(),
        staleAfter: STALE_AFTER,
      };
      return cardAge(facts, this.words.t(), this.words.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );
  private readonly names = computed<SensorNames>(() => ({
    of: (sensor) =>
      sensor.name === null ? (sensor.id ?? this.words.t()('ops.sensors.others')) : this.local(sensor.name),
    county: (sensor) => this.placeOf(sensor),
    agency: (sensor) => this.agencyOf(sensor),
  }));

  constructor() {
    this.source.start();
    void this.agencies.load();
    inject(DestroyRef).onDestroy(() => this.source.stop());
  }

  protected chooseState(state: SensorState): void {
    const { state: now, county } = this.source.filter();
    this.source.choose({ county, state: now === state ? null : state });
  }

  protected chooseCounty(event: Event): void {
    const { value } = event.target as HTMLSelectElement;
    this.source.choose({ ...this.source.filter(), county: value === '' ? null : value });
  }

  protected title(column: SensorColumn): string {
    return this.words.t()(`ops.sensors.column.${column}`);
  }

  protected sortBy(column: SensorColumn): void {
    this.order.update((order) => ({ column, descending: order.column === column && !order.descending }));
  }

  protected sortState(column: SensorColumn): 'ascending' | 'descending' | null {
    if (this.order().column !== column) return null;
    return this.order().descending ? 'descending' : 'ascending';
  }

  private line(sensor: SensorItem) {
    const formats = this.words.formats();
    const t = this.words.t();
    const skew = skewOf(sensor);
    return {
      key: sensor.id ?? '',
      state: sensor.state,
      sign: SIGNS[sensor.state],
      word: t(sensor.faulty && sensor.state === 'alive' ? 'ops.sensor.faulty' : `ops.sensor.${sensor.state}`),
      name: this.names().of(sensor),
      id: sensor.id ?? '',
      county: this.placeOf(sensor),
      agency: this.agencyOf(sensor),
      last: sensor.lastSign === null ? t('ops.sensors.never') : formats.clock(sensor.lastSign),
      ago: sensor.age === null ? '' : formats.ago(sensor.age * 1_000),
      event: sensor.lastEvent === null ? '–' : formats.clock(sensor.lastEvent),
      skew: skewText(skew, formats),
    };
  }

  private placeOf({ county, speaksFor }: SensorItem): string {
    if (county !== null) return this.counties().find(({ code }) => code === county)?.name ?? county;
    const t = this.words.t();
    if (speaksFor === null) return '–';
    return speaksFor === 'nation' ? t('ops.sensors.nation') : t('ops.sensors.several');
  }

  /** Agencies that it speaks for alone; one that speaks for a county or the nation has none. */
  private agencyOf({ speaksFor }: SensorItem): string {
    const ids = speaksFor === null || speaksFor === 'nation' ? [] : speaksFor.agencies;
    if (ids.length > MOST_AGENCIES) return this.words.t()('ops.sensors.agencies', { count: ids.length });
    const names = ids.map((id) => {
      const known = this.agencies.names().get(id);
      return known === undefined ? id : this.local(known.name);
    });
    return names.length === 0 ? '–' : names.join(this.words.code() === 'en' ? ', ' : '、');
  }

  private local(name: { readonly zh: string; readonly en: string }): string {
    return this.words.code() === 'en' ? name.en : name.zh;
  }
}
