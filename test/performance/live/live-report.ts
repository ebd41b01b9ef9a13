import type { Machine } from '../measure/machine';
import type { Target } from '../measure/targets';
import type { AudienceFigures } from './play-audience';
import type { DeliveryFigures } from './play-deliveries';

/** What `npm run bench:live` answers. */
export interface LiveReport {
  readonly machine: Machine;
  readonly deliveries: DeliveryFigures;
  readonly audience: AudienceFigures;
  readonly targets: readonly Target[];
  /** Empty, or the run is void. */
  readonly wrong: readonly string[];
}

type Measures = Pick<LiveReport, 'deliveries' | 'audience'>;

const RATIO = 8;
const BYTES = 1.1;
const RETURN_MS = 3_000;

/** What was aimed at, and what was seen. */
export function liveTargets({ deliveries, audience }: Measures): Target[] {
  const { ratio, bytesRatio } = deliveries;
  const { resumed, fresh, elsewhere } = audience;
  const stale = resumed.stale + fresh.stale + elsewhere.stale;
  return [
    atLeast('deliveries a second of a core, over ws that compresses for each client', RATIO, ratio.median),
    atMost('bytes of a delivery, over the same', BYTES, bytesRatio.median),
    atMost('all back with since, ms', RETURN_MS, resumed.last),
    atMost('all back without, ms', RETURN_MS, fresh.last),
    atMost('all at another gateway, ms', RETURN_MS, elsewhere.last),
    atMost('stale viewers after coming back', 0, stale),
  ];
}

function atLeast(name: string, limit: number, seen: number): Target {
  return { name, kind: 'aim', wanted: `>= ${limit}`, seen, met: seen >= limit };
}

function atMost(name: string, limit: number, seen: number): Target {
  return { name, kind: 'aim', wanted: `<= ${limit}`, seen, met: seen <= limit };
}

/** For people. */
export function liveTable({ deliveries, audience, targets }: LiveReport): string {
  const { ours, peer } = deliveries.perCoreSecond;
  const { spreadMs, coreShare, rssMb, clients } = audience;
  const lines = [
    `ours: ${ours.median} deliveries a second of a core; ws that compresses for each client: ${peer.median}`,
    `${clients} viewers, one frame a second: ${coreShare} of a core, ${rssMb} MiB, ` +
      `first to last viewer ${spreadMs.p50} ms (p99 ${spreadMs.p99})`,
    ...targets.map(({ name, wanted, seen, met }) => `${met ? 'met   ' : 'MISSED'} ${name}: ${seen} (wanted ${wanted})`),
  ];
  return `${lines.join('\n')}\n`;
}
