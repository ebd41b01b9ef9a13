import { LiveServer } from '@lianfang/stream';
import { Chance } from './chance';
import { DashboardClient } from './dashboard-client';
import { MemoryLine } from './memory-line';
import { stateHash } from './state-hash';
import { ToldSituation } from './told-situation';

const ROUNDS = 20;
/** Dropped at the same time, so 100 a seed. */
const DROPPED = 5;
const CLIENTS = 8;
/** So few that many who come back have been away for too long. */
const FRAMES_KEPT = 3;
const SLOW_ABOVE_BYTES = 4_000;
/** Frames until the last lost one is noticed, asked for, and asked for again. */
const HEALED_AFTER = 8;

/** A gateway with its own clock: the same second looks different at each. */
class Gateway {
  readonly told: ToldSituation;
  readonly server: LiveServer;

  constructor(chance: Chance) {
    this.told = new ToldSituation(chance);
    this.server = new LiveServer(this.told, { framesKept: FRAMES_KEPT, slowAboveBytes: SLOW_ABOVE_BYTES });
  }

  publish(): void {
    this.told.goOn();
    this.server.publish();
  }
}

interface Placed {
  readonly client: DashboardClient;
  at: Gateway;
}

/** Clients of two gateways, among which one changes over now and then. */
class World {
  readonly chance: Chance;
  readonly gateways: readonly [Gateway, Gateway];
  readonly clients: Placed[] = [];
  readonly drops: Record<string, number> = {};

  constructor(seed: number) {
    this.chance = new Chance(seed);
    this.gateways = [new Gateway(new Chance(seed + 1)), new Gateway(new Chance(seed + 2))];
    for (let number = 0; number < CLIENTS; number += 1) {
      const place = { at: this.chance.of(this.gateways) };
      const client = new DashboardClient('situation', (events) => new MemoryLine(place.at.server, events));
      this.clients.push(Object.assign(place, { client }));
    }
  }

  async second(): Promise<void> {
    for (const gateway of this.gateways) gateway.publish();
    await this.settle();
  }

  /** Some clients are dropped, each in one of the ways there are, and come back after some seconds. */
  async round(): Promise<void> {
    const { chance, clients } = this;
    const first = chance.below(clients.length);
    const dropped = Array.from({ length: DROPPED }, (_, number) => {
      const one = clients[(first + number) % clients.length] as Placed;
      return { ...this.drop(one), until: chance.below(2 * FRAMES_KEPT + 1) };
    });
    for (let second = 0; second <= 2 * FRAMES_KEPT; second += 1) {
      for (const { until, comeBack } of dropped) if (until === second) comeBack();
      if (dropped.some(({ until }) => until >= second)) await this.second();
    }
  }

  private drop(one: Placed): { readonly comeBack: () => void } {
    const { chance } = this;
    const { line } = one.client;
    const kind = chance.of(['cut', 'elsewhere', 'lost', 'slow'] as const);
    this.drops[kind] = (this.drops[kind] ?? 0) + 1;
    if (kind === 'lost') line?.lose(1 + chance.below(4));
    else if (kind === 'slow') line?.hold();
    else line?.cut();
    if (kind === 'elsewhere') one.at = chance.of(this.gateways.filter((gateway) => gateway !== one.at));
    return { comeBack: () => (kind === 'slow' ? line?.release() : one.client.ring()) };
  }

  /** Nothing is spoilt any more. */
  async heal(): Promise<void> {
    for (const { client } of this.clients) client.line?.release();
    for (let second = 0; second < HEALED_AFTER; second += 1) await this.second();
  }

  private async settle(): Promise<void> {
    // Whoever has just connected says what it wants in a later turn.
    for (let turn = 0; turn < 2; turn += 1) {
      await new Promise((done) => setImmediate(done));
      await Promise.all(this.clients.map(({ client }) => client.settled()));
    }
  }
}

describe('after 1,000 random drops', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    'every client has exactly the state of its server (seed %i, 100 drops)',
    async (seed) => {
      const world = new World(seed);
      await world.second();
      for (let round = 0; round < ROUNDS; round += 1) await world.round();
      await world.heal();
      const had = world.clients.map(({ client }) => stateHash(client.state));
      expect(had).toEqual(world.clients.map(({ at }) => stateHash(at.told.state)));
      expect(Object.values(world.drops).every((times) => times > 10)).toBe(true);
    },
    60_000,
  );
});
