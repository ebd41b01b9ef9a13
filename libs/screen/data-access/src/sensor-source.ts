import { Injectable, inject, signal } from '@angular/core';
import { sensorPage, type SensorState } from '@lianfang/contract';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const EVERY = 30_000;
/** The server gives no more at once: who has more narrows the question. */
const MOST = 500;

/** What a list of sensors is narrowed by; null: all. */
export interface SensorFilter {
  readonly state: SensorState | null;
  /** 5-digit code. */
  readonly county: string | null;
}

/** All sensors and their last sign of life, by REST, while somebody looks. */
@Injectable()
export class SensorSource {
  private readonly chosen = signal<SensorFilter>({ state: null, county: null });

  readonly filter = this.chosen.asReadonly();
  readonly page = new Polled({ path: () => this.path(), schema: sensorPage, every: EVERY }, inject(ServerDoor));

  start(): void {
    this.page.start();
  }

  stop(): void {
    this.page.stop();
  }

  /** Asks anew, for these alone. What was listed under the filter before is not shown under this one. */
  choose(filter: SensorFilter): void {
    this.chosen.set(filter);
    this.page.clear();
    void this.page.refresh();
  }

  private path(): string {
    const { state, county } = this.chosen();
    const query = new URLSearchParams({ size: String(MOST) });
    if (state !== null) query.set('state', state);
    if (county !== null) query.set('county', county);
    return `/api/v1/sensors?${query.toString()}`;
  }
}
