import { posture, type Directory, type Posture } from '@lianfang/contract';
import type { PostureStore } from '@lianfang/store';
import { eventually } from '@lianfang/testing';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@lianfang/views';
import { PostureKeeper } from './posture-keeper';
import type { FiguresNow, PostureSource } from './posture-source.port';

const HOUR = Date.UTC(2026, 10, 23, 4);
const AT = HOUR + 10 * MINUTE_MS;
const directory = { hash: 'h', counties: [{ code: '63000' }], agencies: [{ id: 'a', county: '63000' }] };

/** A source whose figures a test sets, and what was asked of it. */
class World {
  at = AT;
  isStale = false;
  blocked = 100;
  isBroken = false;
  isLogAway = false;
  severityReads = 0;
  rounds = 0;
  clock = 0;
  readonly published: Posture[] = [];
  readonly written: Posture[] = [];
  readonly filled: Posture[] = [];
  readonly said: string[] = [];
  readonly keptHours = new Map<number, Set<string>>();
  readonly source: PostureSource = {
    now: async () => ((this.rounds += 1), this.figures()),
    directory: () => directory as unknown as Directory,
    addresses: () => new Map([['63000', 10]]),
    registry: () => new Map(),
    signs: async () => [],
    severities: async () => {
      this.severityReads += 1;
      if (this.isBroken) throw new Error('away');
      return new Map();
    },
    closedHour: async (hour) => ({
      totals:
        hour === HOUR - DAY_MS ? new Map([['63000', { blocked: 1, allowed: 0, detected: 0, outbound: 3 }]]) : new Map(),
      severities: new Map(),
    }),
    normalsOf: async () => new Map(),
  };
  readonly store: PostureStore = {
    write: async (postures) => {
      if (this.isBroken) throw new Error('away');
      this.written.push(...postures);
      return postures.map(() => ({ kind: 'written' }) as const);
    },
    fillIn: async (postures) => {
      this.filled.push(...postures);
      return postures.map(() => ({ kind: 'written' }) as const);
    },
    history: async () => [],
    ofHour: async (hour) => {
      const own = this.filled.filter(({ at }) => at >= hour && at < hour + HOUR_MS);
      return new Map(own.map((each) => [each.county, each]));
    },
    kept: async () => this.keptHours,
  };

  private figures(): FiguresNow {
    const to = Math.floor(this.at / MINUTE_MS) * MINUTE_MS;
    const figures = { blocked: this.blocked, allowed: 0, detected: 0, outbound: 0, normal: null, isSilent: false };
    const hour = { from: to - HOUR_MS, to, byCounty: new Map([['63000', figures]]) };
    return { at: this.at, isStale: this.isStale, hour, signsAsOf: null };
  }

  keeper(): PostureKeeper {
    const say = (text: string): void => void this.said.push(text);
    return new PostureKeeper({
      source: this.source,
      store: this.store,
      sink: {
        publish: async (postures) => {
          if (this.isLogAway) throw new Error('the log is away');
          this.published.push(...postures);
        },
      },
      prepare: async () => undefined,
      log: { log: say, warn: say, error: say },
      onJudged: () => undefined,
      everyMs: 1,
      now: () => this.clock,
    });
  }
}

describe('PostureKeeper', () => {
  let world: World;
  let keeper: PostureKeeper;

  beforeEach(() => {
    world = new World();
    keeper = world.keeper();
    keeper.start();
  });
  afterEach(() => keeper.stop());

  const publishes = (count: number) =>
    eventually(() => world.published.length >= count, { because: `${count} postures are published` });

  it('publishes what changed, and what has not been said for half a minute', async () => {
    await publishes(1);
    expect(posture.parse(world.published[0])).toMatchObject({ county: '63000', at: AT, inputs: { blocked: 100 } });
    world.blocked = 200;
    await publishes(2);
    expect(world.published.map(({ inputs }) => inputs.blocked)).toEqual([100, 200]);
    world.clock = 30_000;
    await publishes(3);
    expect(world.published).toHaveLength(3);
  });

  it('never publishes an instant before the one that it said last', async () => {
    await publishes(1);
    world.at -= 20_000;
    world.isStale = true;
    const rounds = world.rounds;
    await eventually(() => world.rounds > rounds + 2, { because: 'it looked again' });
    expect(world.published).toHaveLength(1);
    world.at += 30_000;
    await publishes(2);
    expect(world.published.map(({ at }) => at)).toEqual([AT, AT + 10_000]);
  });

  it('keeps one a minute, reads severities as often, and keeps nothing of figures that stand still', async () => {
    await publishes(1);
    world.at += 10_000;
    world.blocked = 101;
    await publishes(2);
    expect([world.written.length, world.severityReads]).toEqual([1, 1]);
    world.at += MINUTE_MS;
    await eventually(() => world.written.length === 2, { because: 'a minute later' });
    world.isStale = true;
    world.at += MINUTE_MS;
    await eventually(() => world.published.at(-1)?.gap === 'stale', { because: 'it is said' });
    expect([world.written.length, world.severityReads]).toEqual([2, 2]);
  });

  it('fills in what nobody judged, with what is not known as unknown, and compares with yesterday', async () => {
    await eventually(() => world.published.at(-1)?.yesterday ?? undefined, { because: 'yesterday is known' });
    expect(world.filled.map(({ at }) => at)).toEqual([HOUR - DAY_MS + HOUR_MS - 1]);
    expect(world.filled[0]?.inputs).toMatchObject({ outbound: 3, agencies: 1, agenciesCovered: null, sensors: null });
    expect(world.published.at(-1)?.yesterday).toMatchObject({ score: world.filled[0]?.score });
    expect(world.published.at(-1)?.yesterday?.changes).toEqual([{ component: 'compromise', points: 18 }]);
  });

  it('is not ready while nothing is taken, says why once, and says again what the log did not take', async () => {
    world.isLogAway = true;
    world.blocked = 300;
    await eventually(() => isReady(keeper) === false, { because: 'three rounds went wrong' });
    expect(world.said.filter((text) => text.includes('the log is away'))).toHaveLength(1);
    const before = world.published.length;
    world.isLogAway = false;
    await publishes(before + 1);
    await eventually(() => isReady(keeper), { because: 'it is back' });
    expect(world.said.at(-1)).toBe('Postures are kept up again.');
  });

  it('lets severities that were read last stand in for one minute, and then says that it is not known', async () => {
    await publishes(1);
    world.isBroken = true;
    world.at += MINUTE_MS;
    await publishes(2);
    expect(world.published.at(-1)?.inputs.severe).toEqual({ critical: 0, high: 0 });
    world.at += MINUTE_MS;
    await eventually(() => world.published.at(-1)?.inputs.severe === null, { because: 'it is too old' });
  });
});

function isReady(keeper: PostureKeeper): boolean {
  try {
    keeper.assertReady();
    return true;
  } catch {
    return false;
  }
}
