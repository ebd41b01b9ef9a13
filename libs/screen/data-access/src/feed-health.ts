import type { Freshness } from '@lianfang/contract';
import type { ConnectionState } from './live-connection';

/** Older than this is stale on screen: a frozen feed is named within 30 s, however it froze. */
export const STALE_AFTER = 25_000;

export type FeedState =
  /** First contact: no answer yet. */
  | 'connecting'
  /** Never reached, still trying. */
  | 'unreachable'
  /** Reached, and the log holds nothing yet. */
  | 'waiting'
  | 'live'
  /** Live behind figures that stand still because who looks said so. */
  | 'paused'
  | 'stale'
  /** Data on screen, no connection. */
  | 'lost'
  /** The server says what this page cannot read. */
  | 'unreadable';

export interface FeedHealth {
  readonly state: FeedState;
  /** Age of the figures in milliseconds, or null where there are none. */
  readonly age: number | null;
  readonly asOf: number | null;
}

export interface FeedFacts {
  readonly connection: ConnectionState;
  readonly freshness: Freshness | null;
  readonly unreadable: boolean;
  /** Milliseconds since 1970 UTC by the server's clock. */
  readonly now: number;
}

/** No figure is on screen: why not. */
function stateWithoutData({ connection, freshness, unreadable }: FeedFacts): FeedState {
  if (unreadable) return 'unreadable';
  if (connection === 'lost') return 'unreachable';
  return freshness === null ? 'connecting' : 'waiting';
}

/** What may be believed of the figures on screen. Stale is named before lost: an old figure is worse than a lost line. */
export function feedHealth(facts: FeedFacts): FeedHealth {
  const { connection, freshness, unreadable, now } = facts;
  const asOf = freshness?.asOf ?? null;
  const age = asOf === null ? null : Math.max(0, now - asOf);
  const health = (state: FeedState): FeedHealth => ({ state, age, asOf });
  if (freshness === null || age === null) return health(stateWithoutData(facts));
  if (freshness.state === 'stale' || age > STALE_AFTER) return health('stale');
  if (unreadable) return health('unreadable');
  return health(connection === 'lost' ? 'lost' : 'live');
}

/**
 * The same where figures stand still because who looks said so: `heldAt` is their instant. What is wrong with the feed
 * behind them is said all the same.
 */
export function heldHealth({ state, asOf }: FeedHealth, heldAt: number | null, now: number): FeedHealth {
  if (heldAt === null) return { state, age: null, asOf };
  return { state: state === 'live' ? 'paused' : state, age: Math.max(0, now - heldAt), asOf: heldAt };
}
