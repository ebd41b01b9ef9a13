import { Injectable, inject } from '@angular/core';
import { breakdownAnswer, type Dimension } from '@lianfang/contract';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const EVERY = 30_000;
const DAY = 24 * 3_600_000;
/** Taipei's day begins eight hours before UTC's. */
const TAIPEI_AHEAD = 8 * 3_600_000;

/** Start of the Taipei day of an instant; both in milliseconds since 1970 UTC. */
export function taipeiDayOf(instant: number): number {
  return instant - ((instant + TAIPEI_AHEAD) % DAY);
}

/** Today's events of one county by agency and by category, by REST. */
@Injectable()
export class BreakdownSource {
  private readonly door = inject(ServerDoor);
  private county: string | null = null;

  readonly agencies = this.today('agency', 6);
  readonly categories = this.today('category', 6);

  /** Asks of a county from now on; what was answered of another is forgotten. */
  start(county: string): void {
    if (county !== this.county) for (const polled of [this.agencies, this.categories]) polled.clear();
    this.county = county;
    this.agencies.start();
    this.categories.start();
  }

  stop(): void {
    this.agencies.stop();
    this.categories.stop();
  }

  private today(by: Dimension, limit: number) {
    return new Polled({ path: () => this.pathOf(by, limit), schema: breakdownAnswer, every: EVERY }, this.door);
  }

  private pathOf(by: Dimension, limit: number): string {
    const now = this.door.clock.now();
    const query = new URLSearchParams({
      by,
      from: new Date(taipeiDayOf(now)).toISOString(),
      to: new Date(now).toISOString(),
      limit: String(limit),
      ...(this.county !== null && { county: this.county }),
    });
    return `/api/v1/breakdown?${query.toString()}`;
  }
}
