import { DAY_MS, taipeiDayOf } from '@lianfang/views';
import { within } from '../topics/within';
import type { Used } from './transmission-book';

/** What a program may have in a day. */
export interface Quota {
  readonly requests: number;
  /** Of answers, before they are compressed. */
  readonly bytes: number;
}

/** What a quota is judged by. */
export interface QuotaParts {
  readonly quotaOf: (client: string) => Quota;
  /** What this gateway gave since it runs. */
  readonly own: (client: string, now: number) => Used;
  /** What all others gave since an instant, as it is stored. */
  readonly others: (client: string, since: number) => Promise<Used>;
  readonly now: () => number;
}

/** A program has had its day's quota. */
export interface OverQuota {
  readonly of: keyof Quota;
  readonly quota: number;
  /** When the next day begins; milliseconds since 1970 UTC. */
  readonly until: number;
}

/** How long it may not be seen what another gateway gave. */
const KNOWN_FOR_MS = 10_000;
/** A program's first request of a day waits no longer than this for what others gave. */
const PATIENCE_MS = 1_000;
const NOTHING: Used = { requests: 0, bytes: 0 };

interface KnownOfOthers {
  readonly day: number;
  used: Used;
  at: number;
  asking: Promise<void> | undefined;
}

/**
 * Judges programs by their quota of a day of Taipei, over all gateways: what this one counted, and what the others have stored.
 * While the store is away it is judged by what was known before, and nobody is refused for that.
 */
export class QuotaBook {
  private readonly known = new Map<string, KnownOfOthers>();

  constructor(private readonly parts: QuotaParts) {}

  /** @returns undefined while the program may go on */
  async judge(client: string): Promise<OverQuota | undefined> {
    const { quotaOf, own, now } = this.parts;
    const day = taipeiDayOf(now());
    const others = await this.others(client, day);
    const used = own(client, now());
    const quota = quotaOf(client);
    const over = (['requests', 'bytes'] as const).find((of) => used[of] + others[of] >= quota[of]);
    return over && { of: over, quota: quota[over], until: day + DAY_MS };
  }

  private async others(client: string, day: number): Promise<Used> {
    let known = this.known.get(client);
    if (known?.day !== day) {
      known = { day, used: NOTHING, at: -Infinity, asking: undefined };
      this.known.set(client, known);
    }
    const isNew = known.at === -Infinity;
    if (this.parts.now() - known.at >= KNOWN_FOR_MS) known.asking ??= this.ask(client, known);
    // Whoever is known is judged by what is known; it is asked anew meanwhile.
    if (isNew && known.asking) await within(known.asking, PATIENCE_MS).catch(() => undefined);
    return known.used;
  }

  private async ask(client: string, known: KnownOfOthers): Promise<void> {
    try {
      known.used = await this.parts.others(client, known.day);
    } catch {
      // What was known before stands; it is asked again.
    } finally {
      known.at = this.parts.now();
      known.asking = undefined;
    }
  }
}
