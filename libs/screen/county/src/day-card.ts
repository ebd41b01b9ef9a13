import { Component, computed, inject, input, signal } from '@angular/core';
import { ServerClock, taipeiDayOf, type CountySource } from '@lianfang/screen/data-access';
import { Explain } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';
import { DRAWING, drawDay, placeOf } from './day-drawing';
import { BUCKET_MS, DAY_MS, dayNormals, dayPoints, normalAt, outOfNormalSince } from './day-series';

const HOUR = 3_600_000;
const LABELLED = [0, 6, 12, 18, 24];

/** Today from midnight to midnight in Taipei against the same hours of the last eight weeks; chart or table. */
@Component({
  selector: 'lf-day-card',
  imports: [Explain],
  templateUrl: './day-card.html',
  styleUrls: ['../../kit/src/card.css', './day-card.css'],
})
export class DayCard {
  readonly source = input.required<CountySource>();
  protected readonly words = inject(CountyLanguage);
  protected readonly state = inject(CountyState);
  private readonly clock = inject(ServerClock);
  protected readonly asTable = signal(false);
  /** Where a pointer is, as a share of the day. */
  private readonly pointed = signal<number | null>(null);
  protected readonly box = `0 0 ${DRAWING.width} ${DRAWING.height}`;

  private readonly day = computed(() => taipeiDayOf(this.state.asOf() ?? this.clock.now()));
  /** Live minutes change each second in the open one alone: which minutes there are decides whether to draw anew. */
  private readonly live = computed(() => this.state.view()?.minutes ?? {}, {
    equal: (a, b) => lastKey(a) === lastKey(b) && lastKey(a) !== '',
  });
  private readonly points = computed(() =>
    dayPoints({ day: this.day(), stored: this.source().today.value(), live: this.live() }),
  );
  private readonly normals = computed(() => dayNormals(this.day(), this.source().past.value()));
  protected readonly known = computed(() => this.points().some(({ perMinute }) => perMinute !== null));
  protected readonly waiting = computed(() => this.source().today.value() === null && !this.source().today.failed());
  protected readonly learning = computed(
    () => this.source().past.value() !== null && this.normals().every((normal) => normal === null),
  );
  protected readonly drawing = computed(() => drawDay(this.day(), this.points(), this.normals()));
  protected readonly scale = computed(() =>
    this.drawing().scale.map((value) => (value < 10 ? String(value) : this.words.formats().integer(value))),
  );
  protected readonly hours = computed(() =>
    LABELLED.map((hour) => ({ left: (hour / 24) * 100, text: this.words.t()('county.hourLabel', { hour }) })),
  );
  protected readonly leaving = computed(() => {
    const leaving = outOfNormalSince(this.day(), this.points(), this.normals());
    if (leaving === null) return null;
    const key = leaving.side === 'above' ? 'chart.leftAbove' : 'chart.leftBelow';
    return {
      left: placeOf(this.day(), leaving.time),
      words: this.words.t()(key, { time: this.words.formats().time(leaving.time) }),
      sign: leaving.side === 'above' ? '▲' : '▼',
    };
  });
  protected readonly lines = computed(() => {
    const { time, rate } = this.words.formats();
    const shown = (value: number | null | undefined): string =>
      value === null || value === undefined ? '–' : rate(value);
    return [...this.points()].reverse().map((point) => {
      const normal = normalAt(this.day(), point.time, this.normals());
      return {
        time: `${time(point.time)}–${time(point.time + BUCKET_MS)}`,
        rate: shown(point.perMinute),
        low: shown(normal?.low),
        high: shown(normal?.high),
      };
    });
  });
  protected readonly description = computed(() => {
    const known = this.points().flatMap(({ perMinute }) => perMinute ?? []);
    const { rate } = this.words.formats();
    return this.words.t()('county.dayDescribe', {
      last: rate(known.at(-1) ?? 0),
      min: rate(Math.min(...known)),
      max: rate(Math.max(...known)),
      leave: this.leaving()?.words ?? '',
    });
  });
  /** What stands at the pointer. */
  protected readonly readout = computed(() => {
    const share = this.pointed();
    if (share === null) return null;
    const point = this.points()[Math.floor((share * DAY_MS) / BUCKET_MS)];
    const time = this.day() + Math.floor((share * DAY_MS) / HOUR) * HOUR;
    const { rate, time: clock } = this.words.formats();
    const normal = normalAt(this.day(), point?.time ?? time, this.normals());
    const parts = [
      clock(point?.time ?? time),
      point === undefined || point.perMinute === null
        ? ''
        : `${this.words.t()('chart.actual')} ${rate(point.perMinute)}`,
      normal === null ? '' : `${this.words.t()('chart.normal')} ${rate(normal.low)}–${rate(normal.high)}`,
    ];
    return { left: share * 100, text: parts.filter(Boolean).join(' · ') };
  });

  protected point(event: PointerEvent): void {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const share = width === 0 ? 0 : (event.clientX - left) / width;
    this.pointed.set(Math.min(0.9999, Math.max(0, share)));
  }

  protected leave(): void {
    this.pointed.set(null);
  }
}

function lastKey(minutes: Readonly<Record<string, unknown>>): string {
  return Object.keys(minutes).reduce((last, key) => (key > last ? key : last), '');
}
