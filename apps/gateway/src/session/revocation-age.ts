import { Gauge, type Registry } from 'prom-client';
import type { RevocationFeed } from './revocation-feed';

/** Registers how long it is since the topic of revocations was known to its end. */
export function registerRevocationAge(registry: Registry, feed: Pick<RevocationFeed, 'ageMs'>): void {
  new Gauge({
    name: 'lianfang_gateway_revocations_age_seconds',
    help: 'Time since it was last known which sessions were ended anywhere; +Inf until it was known once.',
    registers: [registry],
    collect() {
      this.set(feed.ageMs() / 1_000);
    },
  });
}
