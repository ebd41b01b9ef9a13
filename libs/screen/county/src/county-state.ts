import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { COMMON_THRESHOLDS, type SensorItem } from '@lianfang/contract';
import { CountySource, DirectorySource, LiveSituation, ServerClock, SessionSource } from '@lianfang/screen/data-access';
import { tileAge } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';

const UNANSWERING: ReadonlySet<SensorItem['state']> = new Set(['silent', 'late', 'never-seen']);
/** Asked for every 30 s: older than four questions is not of now. */
const ANSWER_LASTS = 120_000;

/** What the parts of the page have in common: the county that it is about, and its live figures. */
@Injectable()
export class CountyState {
  private readonly live = inject(LiveSituation);
  private readonly session = inject(SessionSource);
  private readonly directory = inject(DirectorySource);
  private readonly source = inject(CountySource);
  private readonly words = inject(CountyLanguage);
  private readonly clock = inject(ServerClock);
  private readonly params = toSignal(inject(ActivatedRoute).paramMap, { requireSync: true });

  readonly health = this.live.health;
  /** The county of the address; without one it is the county of who looks. */
  private readonly asked = computed(() => this.params().get('code'));
  readonly isOwn = computed(() => this.asked() === null);
  readonly code = computed(() => this.asked() ?? this.session.current()?.county ?? '');
  /** The page's own address. */
  readonly page = computed(() => (this.isOwn() ? '/county' : `/counties/${this.code()}`));
  /** All counties that one may see, in the order of the directory; null until it is there. */
  readonly counties = computed(() => this.directory.directory()?.counties ?? null);
  /** Null until the directory is there. */
  readonly listed = computed(() => this.counties()?.find((county) => county.code === this.code()) ?? null);
  /** The address names no county. */
  readonly isMissing = computed(() => this.counties() !== null && !this.isOwn() && this.listed() === null);
  /** Who may be asked of: one's own county, and any other once the directory knows it. */
  readonly subject = computed(() => (this.isOwn() || this.listed() !== null ? this.code() : null));
  /** What the directory says of it is known, or can't be had. */
  readonly isNamed = computed(() => this.counties() !== null || this.directory.failed());
  /** By which this page names the ranges of a score: the county's own, where it has set some. */
  readonly thresholds = computed(() => this.listed()?.thresholds ?? COMMON_THRESHOLDS);
  readonly name = computed(() => {
    const name = this.listed()?.name;
    if (name === undefined) return this.directory.failed() ? this.code() : null;
    return this.words.code() === 'en' ? name.en : name.zh;
  });
  /** Null until the first frame, and while the log holds nothing: nought is not calm. */
  readonly view = computed(() => {
    const view = this.live.countyView();
    return view !== null && view.county === this.code() && this.health().state !== 'waiting' ? view : null;
  });
  /** The instant that the figures are true of; null before there are any. */
  readonly asOf = computed(() => this.health().asOf);
  readonly age = computed(() => tileAge(this.health(), this.words.t(), this.words.formats()), {
    equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale,
  });
  /** Sensors of the county that do not answer, or from which nothing can be read; null until it is known. */
  readonly unanswering = computed(
    () => this.source.sensors.value()?.items.filter(({ state, faulty }) => UNANSWERING.has(state) || faulty) ?? null,
  );

  /** The first answer is under way: nothing can be said yet, not even that it is not known. */
  readonly sensorsAwaited = computed(() => this.source.sensors.value() === null && !this.source.sensors.failed());
  /** Whether each sensor answers is known, and as of now. */
  readonly sensorsKnown = computed(() => {
    const { value, failed } = this.source.sensors;
    const page = value();
    if (page === null || failed() || page.asOf === null || page.counts.unknown > 0) return false;
    return this.clock.now() - page.asOf <= ANSWER_LASTS;
  });

  private readonly agencyNames = computed(() => {
    const named = this.source.names.value()?.counties.find(({ code }) => code === this.code());
    return named?.agencyNames ?? this.listed()?.agencyNames;
  });

  /** An agency in words; its id where the directory does not name it. */
  agencyWords(id: string): string {
    const name = this.agencyNames()?.[id];
    if (name === undefined) return id;
    return this.words.code() === 'en' ? name.en : name.zh;
  }

  /** A sensor in words; its id where the registry does not name it. */
  readonly sensorWords = ({ id, name }: SensorItem): string => {
    if (name === null) return id ?? '–';
    return this.words.code() === 'en' ? name.en : name.zh;
  };
}
