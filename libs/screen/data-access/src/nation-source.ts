import { Injectable, inject } from '@angular/core';
import { alertPage, breakdownAnswer, sensorPage, type Dimension } from '@lianfang/contract';
import { Polled } from './polled';
import { ServerDoor } from './server-door';
import { SessionSource } from './session-source';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EVERY = MINUTE / 2;
/** As many as a card has room for. */
const ENTRIES = 5;
const SENSORS = 3;
const ALERTS = 3;

/** What the nation's page shows beside its live figures, by REST. What one may not see is not asked for. */
@Injectable()
export class NationSource {
  private readonly door = inject(ServerDoor);
  private readonly session = inject(SessionSource);

  /** Events of the last 60 minutes. */
  readonly categories = this.lastHour('category');
  readonly agencies = this.lastHour('agency');
  /** Sensors that are silent; with the counts of all states. */
  readonly sensors = new Polled(
    { path: () => `/api/v1/sensors?state=silent&size=${SENSORS}`, schema: sensorPage, every: EVERY },
    this.door,
  );
  /** System alerts that are open. */
  readonly alerts = new Polled(
    { path: () => `/api/v1/alerts?state=open&size=${ALERTS}`, schema: alertPage, every: EVERY },
    this.door,
  );

  start(): void {
    for (const polled of this.allowed()) polled.start();
  }

  stop(): void {
    for (const polled of this.allowed()) polled.stop();
  }

  private allowed(): readonly { start(): void; stop(): void }[] {
    return [
      this.categories,
      this.agencies,
      ...(this.session.may('sensors.read') ? [this.sensors] : []),
      ...(this.session.may('ledger.read') ? [this.alerts] : []),
    ];
  }

  private lastHour(by: Dimension) {
    const path = (): string => {
      const to = this.door.clock.now();
      const query = new URLSearchParams({
        by,
        from: new Date(to - HOUR).toISOString(),
        to: new Date(to).toISOString(),
        limit: String(ENTRIES),
      });
      return `/api/v1/breakdown?${query.toString()}`;
    };
    return new Polled({ path, schema: breakdownAnswer, every: EVERY }, this.door);
  }
}
