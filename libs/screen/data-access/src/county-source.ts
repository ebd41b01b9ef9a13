import { Injectable, inject } from '@angular/core';
import {
  breakdownAnswer,
  directorySummary,
  sensorPage,
  seriesAnswer,
  sharedMiddle,
  sharedSources,
} from '@lianfang/contract';
import { taipeiDayOf } from './breakdown-source';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
/** Normal ranges look back so far. */
const NORMAL_WEEKS = 8;
const MOST_AGENCIES = 500;
const MOST_SENSORS = 500;

/** One county by REST: its day against its past, its sensors, and what counties share without telling who. */
@Injectable()
export class CountySource {
  private readonly door = inject(ServerDoor);
  private county = '';
  private running: readonly { start(): void; stop(): void; clear(): void }[] = [];

  /** The middle of all counties. */
  readonly middle = new Polled({ path: () => '/api/v1/shared/middle', schema: sharedMiddle, every: MINUTE }, this.door);
  /** Sources that hit other counties too; never which. */
  readonly sources = new Polled(
    { path: () => `/api/v1/shared/sources?${this.query()}`, schema: sharedSources, every: MINUTE / 2 },
    this.door,
  );
  readonly sensors = new Polled(
    {
      path: () => `/api/v1/sensors?${this.query({ size: String(MOST_SENSORS) })}`,
      schema: sensorPage,
      every: MINUTE / 2,
    },
    this.door,
  );
  /** Minutes since 00:00 in Taipei; the live view has those that came since. */
  readonly today = new Polled(
    { path: () => this.series('minute', this.day(), this.now()), schema: seriesAnswer, every: 5 * MINUTE },
    this.door,
  );
  /** The hours of the eight weeks before today, of which a normal range is made. */
  readonly past = new Polled(
    {
      path: () => this.series('hour', this.day() - NORMAL_WEEKS * WEEK, this.day()),
      schema: seriesAnswer,
      every: HOUR,
    },
    this.door,
  );
  /** Events by agency of the same weekday last week, up to the same time of day. */
  readonly lastWeek = new Polled(
    { path: () => this.agenciesLastWeek(), schema: breakdownAnswer, every: MINUTE / 2 },
    this.door,
  );
  /** The county with its agencies by name, for those whose directory has all counties. */
  readonly names = new Polled(
    { path: () => `/api/v1/directory?${this.query()}`, schema: directorySummary, every: 10 * MINUTE },
    this.door,
  );

  /** Asks of a county from now on; what was answered of another is forgotten. */
  start(county: string, withNames: boolean): void {
    this.stop();
    if (county !== this.county) for (const polled of this.all()) polled.clear();
    this.county = county;
    this.running = withNames ? this.all() : this.all().filter((polled) => polled !== this.names);
    for (const polled of this.running) polled.start();
  }

  stop(): void {
    for (const polled of this.running) polled.stop();
  }

  private all(): readonly { start(): void; stop(): void; clear(): void }[] {
    return [this.middle, this.sources, this.sensors, this.today, this.past, this.lastWeek, this.names];
  }

  private now(): number {
    return this.door.clock.now();
  }

  private day(): number {
    return taipeiDayOf(this.now());
  }

  private query(more: Readonly<Record<string, string>> = {}): string {
    return new URLSearchParams({ county: this.county, ...more }).toString();
  }

  private series(interval: 'minute' | 'hour', from: number, to: number): string {
    // A day that has just begun is asked for a minute of.
    const range = { from: isoOf(from), to: isoOf(Math.max(to, from + MINUTE)) };
    return `/api/v1/series?${this.query({ interval, ...range })}`;
  }

  private agenciesLastWeek(): string {
    const range = { from: isoOf(this.day() - WEEK), to: isoOf(Math.max(this.now(), this.day() + MINUTE) - WEEK) };
    return `/api/v1/breakdown?${this.query({ by: 'agency', ...range, limit: String(MOST_AGENCIES) })}`;
  }
}

function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
