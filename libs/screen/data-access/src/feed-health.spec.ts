import { STALE_AFTER, feedHealth, heldHealth, type FeedFacts } from './feed-health';

const NOW = 1_800_000_000_000;
const facts = (changes: Partial<FeedFacts> = {}): FeedFacts => ({
  connection: 'open',
  freshness: { state: 'live', asOf: NOW - 1_000, pending: 0 },
  unreadable: false,
  now: NOW,
  ...changes,
});

describe('health of the feed', () => {
  it('is live with its age', () => {
    expect(feedHealth(facts())).toEqual({ state: 'live', age: 1_000, asOf: NOW - 1_000 });
  });

  it('grows stale by itself when frames stop, within 30 s', () => {
    expect(STALE_AFTER).toBeLessThan(30_000);
    expect(feedHealth(facts({ now: NOW + STALE_AFTER })).state).toBe('stale');
  });

  it('believes a server that says stale', () => {
    expect(feedHealth(facts({ freshness: { state: 'stale', asOf: NOW - 1_000, pending: 9 } })).state).toBe('stale');
  });

  it('names stale before lost, and lost before live', () => {
    expect(feedHealth(facts({ connection: 'lost' })).state).toBe('lost');
    expect(feedHealth(facts({ connection: 'lost', now: NOW + 60_000 })).state).toBe('stale');
  });

  it('tells not yet, never reached, nothing there and unreadable apart', () => {
    expect(feedHealth(facts({ freshness: null, connection: 'connecting' })).state).toBe('connecting');
    expect(feedHealth(facts({ freshness: null, connection: 'lost' })).state).toBe('unreachable');
    expect(feedHealth(facts({ freshness: { state: 'waiting', asOf: null, pending: 0 } })).state).toBe('waiting');
    expect(feedHealth(facts({ freshness: null, unreadable: true })).state).toBe('unreadable');
    expect(feedHealth(facts({ unreadable: true })).state).toBe('unreadable');
  });

  it('never shows an age below zero', () => {
    expect(feedHealth(facts({ now: NOW - 9_000 })).age).toBe(0);
  });

  it('says that figures stand still, since when, and what is wrong behind them', () => {
    const held = NOW - 90_000;
    expect(heldHealth(feedHealth(facts()), held, NOW)).toEqual({ state: 'paused', age: 90_000, asOf: held });
    expect(heldHealth(feedHealth(facts({ connection: 'lost' })), held, NOW).state).toBe('lost');
    expect(heldHealth(feedHealth(facts({ now: NOW + 40_000 })), held, NOW + 40_000)).toMatchObject({
      state: 'stale',
      asOf: held,
    });
  });
});
