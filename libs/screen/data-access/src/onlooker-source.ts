import { Injectable, inject } from '@angular/core';
import { auditPage } from '@lianfang/contract';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

const EVERY = 30_000;
const MINUTE = 60_000;
/** As many as the server gives at once. */
const MOST = 200;

/** So far back onlookers are counted, milliseconds. */
export const ONLOOKERS_SINCE = 7 * 24 * 3_600_000;

/** What was done with the data of one's own county alone in the last seven days, the newest {@link MOST} of it. */
@Injectable()
export class OnlookerSource {
  private readonly door = inject(ServerDoor);

  readonly latest = new Polled({ path: () => this.path(), schema: auditPage, every: EVERY }, this.door);

  private path(): string {
    const since = this.door.clock.now() - ONLOOKERS_SINCE;
    // Whole minutes: the same question is the same address.
    const from = new Date(since - (since % MINUTE)).toISOString();
    return `/api/v1/audit?${new URLSearchParams({ about: 'own', from, size: String(MOST) }).toString()}`;
  }
}
