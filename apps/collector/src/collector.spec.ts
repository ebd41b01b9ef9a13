import { LEDGER_CLASSES, type LedgerRow } from '@lianfang/contract';
import type { Locator } from '@lianfang/locate';
import type { Normaliser } from '@lianfang/normalise';
import { FakeLog, FakeLogWriter, type LogAdmin } from '@lianfang/platform/kafka';
import type { Pin, PinLimits, RevisionStore, SketchStore } from '@lianfang/store';
import { eventually, location, reading } from '@lianfang/testing';
import { Registry } from 'prom-client';
import { Collector } from './collector';
import { createCollectorMetrics } from './collector-metrics';
import type { CollectorParts } from './collector-parts';
import { MemoryStores } from './partition/memory-stores';
import type { StageLibrary } from './reference/stage-library';

const TOPIC = 'threat-events';
const MINUTE = 60_000;
const CHUNK_MS = 600_000;
const NOON = Date.parse('2026-11-22T12:00:00+08:00');

const normaliser: Normaliser = {
  version: '1',
  formats: ['test'],
  read: (text) => ({ ok: true, value: reading({ eventId: text, time: Number(text.split('@')[1]) }) }),
};
const locator: Locator = { hash: 'h', locate: () => location() };
const limits: PinLimits = {
  recordBytes: 1_000,
  cells: 1_000,
  topListKeys: 1_000,
  duplicateWindow: 10,
  ahead: 5 * MINUTE,
  behind: 7 * 86_400_000,
};

/** Events with these numbers, each in the minute of its number. */
function events(from: number, to: number, base = NOON): string[] {
  return Array.from({ length: to - from }, (_unused, at) => `e${from + at}@${base - ((from + at) % 30) * MINUTE}`);
}

/** A collector that is killed and started again, over a log and stores that stay. */
class World {
  readonly stores = new MemoryStores();
  readonly live = new FakeLogWriter();
  readonly said: string[] = [];
  private collector: Collector | undefined;

  constructor(readonly log: FakeLog) {}

  async start(): Promise<void> {
    this.stores.writesLeft = Infinity;
    const { log } = this;
    this.collector = new Collector(log, log as unknown as LogAdmin, this.parts(), { topics: [TOPIC], flushMs: 5 });
    await this.collector.start();
  }

  async kill(): Promise<void> {
    this.stores.writesLeft = 0;
    this.log.assign([]);
    await this.collector?.stop();
  }

  get ready(): boolean {
    try {
      this.collector?.assertReady();
      return true;
    } catch {
      return false;
    }
  }

  /** Waits until everything in the log is accounted for. */
  async settled(epoch = 1, partition = 0): Promise<LedgerRow[]> {
    const source = { topic: TOPIC, epoch, partition };
    return eventually(
      async () => {
        const ledger = this.stores.ledgerOf(source);
        const end = (await this.log.bounds())[partition]?.end;
        const mark = await this.stores.readWatermark(source);
        return ledger.at(-1)?.to === end && mark?.processed === end && ledger;
      },
      { because: `the ledger must reach the end of the log: ${this.said.join(' | ')}`, timeoutMs: 10_000, everyMs: 5 },
    );
  }

  /** Sum of the minute rows of one kind. */
  counted(epoch = 1): number {
    return [...this.stores.rows.values()]
      .filter(({ document: row }) => row.tier === 'minute' && row.kind === 'totals' && row.epoch === epoch)
      .reduce((sum, { document: row }) => sum + row.count, 0);
  }

  /** Events that came late, by the revisions. */
  late(epoch = 1): number {
    return [...this.stores.revisions.values()]
      .filter(({ document }) => document.epoch === epoch)
      .reduce((total, { document: { count } }) => total + count, 0);
  }

  private parts(): CollectorParts {
    const { log, stores, live, said } = this;
    const say = (message: string): number => said.push(message);
    const logger = { log: say, warn: say, error: say };
    const stages = { normaliser, locator, sensors: undefined, limits };
    const revisions: RevisionStore = {
      write: (made) => stores.writeRevisions(made),
      since: (source, from) => stores.revisionsSince(source, from),
    };
    const sketches: SketchStore = {
      write: async () => [],
      countiesOf: async () => [],
      chunksOf: async () => [],
      dropSince: async () => undefined,
    };
    return {
      opening: {
        group: 'g',
        admin: log as unknown as LogAdmin,
        reader: log,
        epochs: stores,
        rows: stores,
        revisions,
        sketches,
        log: logger,
      },
      pins: stores,
      library: { stagesFor: async () => stages } as unknown as StageLibrary,
      destinations: {
        rows: stores,
        revisions,
        sketches,
        log: live,
        rowsLive: 'rows.live',
      },
      metrics: createCollectorMetrics(new Registry()),
      log: logger,
      pinFor: (source, chunk): Pin => ({
        ...source,
        chunk: chunk.name,
        from: chunk.from,
        directory: 'd',
        countries: 'c',
        normaliser: '1',
        limits,
      }),
      seek: (place, offset) => log.seek(place, offset),
      pause: (place) => log.pause(place),
      resume: (place) => log.resume(place),
      commit: (place, offset, metadata) => log.commit(place, offset, metadata),
    };
  }
}

function sum(ledger: readonly LedgerRow[], name: (typeof LEDGER_CLASSES)[number]): number {
  return ledger.reduce((total, row) => total + row[name], 0);
}

/** The ledger covers every offset once, and its counted records are those of the minute rows. */
function expectBalance(world: World, ledger: readonly LedgerRow[], epoch = 1): void {
  ledger.slice(1).forEach((row, index) => expect(row.from).toBe(ledger[index]?.to));
  const accounted = LEDGER_CLASSES.reduce((total, name) => total + sum(ledger, name), 0);
  expect(accounted).toBe((ledger.at(-1)?.to ?? 0) - (ledger[0]?.from ?? 0));
  expect(world.counted(epoch)).toBe(sum(ledger, 'counted'));
  expect(world.late(epoch)).toBe(ledger.reduce((total, { late = 0 }) => total + late, 0));
}

describe('Collector', () => {
  let world: World;

  beforeEach(() => {
    world = new World(new FakeLog(TOPIC));
  });

  afterEach(() => world.kill());

  async function counted(values: readonly string[], logTime = NOON): Promise<void> {
    world.log.append(values, logTime);
    await world.start();
    await world.settled();
  }

  it('counts what the log holds, also over a restart', async () => {
    await counted(events(0, 500));
    await world.kill();
    world.log.append(events(500, 700), NOON + CHUNK_MS);
    await world.start();
    const ledger = await world.settled();
    expectBalance(world, ledger);
    expect(sum(ledger, 'counted')).toBe(700);
  });

  describe('when retention took the start of an unfinished chunk', () => {
    it('counts what is left, writes the rest as zero and names what is lost', async () => {
      await counted(events(0, 500));
      await world.kill();
      world.log.append(events(500, 600), NOON);
      world.log.retain(200);
      await world.start();
      const ledger = await world.settled();
      expectBalance(world, ledger);
      expect(ledger.map(({ lostRanges }) => lostRanges)).toEqual([[{ from: 0, to: 200 }]]);
      expect(sum(ledger, 'counted')).toBe(400);
    });

    it('comes to the same when nothing new is in the log, and when nothing at all is left', async () => {
      await counted(events(0, 500));
      await world.kill();
      world.log.retain(200);
      await world.start();
      expectBalance(world, await eventually(() => lostOf(200), { because: 'the loss must be written' }));
      await world.kill();
      world.log.retain(500);
      await world.start();
      const ledger = await eventually(() => lostOf(500), { because: 'the loss must be written' });
      expectBalance(world, ledger);
      expect(world.counted()).toBe(0);
    });

    it.each([1, 2, 5, 30, 31, 33, 60, 90, 100, 123, 200])(
      'comes to the same when it dies after %i writes',
      async (writes) => {
        await counted(events(0, 500));
        await world.kill();
        world.log.append(events(500, 530), NOON);
        world.log.append(events(530, 560), NOON + CHUNK_MS);
        world.log.retain(250);
        await world.start();
        world.stores.writesLeft = writes;
        await eventually(() => world.stores.writesLeft <= 0 || world.ready, { because: 'it must have begun' });
        await world.kill();
        await world.start();
        const ledger = await world.settled();
        expectBalance(world, ledger);
        expect(sum(ledger, 'lost')).toBe(250);
        expect(sum(ledger, 'counted')).toBe(310);
      },
    );

    it('keeps finished chunks, over several that are gone', async () => {
      world.log.append(events(0, 100), NOON);
      world.log.append(events(100, 200), NOON + CHUNK_MS);
      await counted(events(200, 300), NOON + 2 * CHUNK_MS);
      await world.kill();
      world.log.append(events(300, 400), NOON + 3 * CHUNK_MS);
      world.log.retain(350);
      await world.start();
      const ledger = await world.settled();
      expectBalance(world, ledger);
      expect(ledger.map(({ from, to, counted: own, lost }) => [from, to, own, lost])).toEqual([
        [0, 100, 100, 0],
        [100, 200, 100, 0],
        [200, 350, 0, 150],
        [350, 400, 50, 0],
      ]);
    });

    it('never mixes what is left with a finished chunk when the log’s clock went back', async () => {
      world.log.append(events(0, 100), NOON);
      await counted(events(100, 200), NOON + CHUNK_MS);
      world.log.append(events(200, 300), NOON);
      await eventually(() => world.stores.ledgerOf(first).at(-1)?.to === 300, { because: 'it must be counted' });
      await world.kill();
      world.log.retain(250);
      await world.start();
      const ledger = await eventually(() => lostOf(150), { because: 'the loss must be written' });
      expectBalance(world, ledger);
      expect(ledger.map(({ counted: own }) => own)).toEqual([100, 50]);
    });

    it('opens the hours of rows that became zero, so that they are rolled up again', async () => {
      await counted(events(0, 500));
      await world.kill();
      const mark = await world.stores.readWatermark(first);
      const closed = { version: mark?.processed ?? 0, document: { ...mark, openHours: [], openDays: [] } };
      world.stores.watermarks.set(`${TOPIC}/1/0`, closed as never);
      world.log.retain(500);
      await world.start();
      await eventually(() => lostOf(500), { because: 'the loss must be written' });
      expect((await world.stores.readWatermark(first))?.openHours).toEqual([NOON - 60 * MINUTE, NOON]);
    });
  });

  it('enters what retention took while it was behind, in the chunk in progress', async () => {
    await counted(events(0, 100));
    world.log.pause({ topic: TOPIC, partition: 0 });
    world.log.append(events(100, 400), NOON);
    world.log.retain(250);
    world.log.resume({ topic: TOPIC, partition: 0 });
    const ledger = await world.settled();
    expectBalance(world, ledger);
    expect(ledger[0]?.lostRanges).toEqual([{ from: 100, to: 250 }]);
    expect(sum(ledger, 'counted')).toBe(250);
  });

  describe('when the topic was deleted and made again', () => {
    it.each([
      ['fewer', 40],
      ['as many', 300],
      ['more', 900],
    ])('while it ran, with %s records', async (_name, size) => {
      await counted(events(0, 300));
      world.log.remake(events(0, size), NOON + 5);
      // What the client tells when a fetch failed.
      (world as unknown as { collector: Collector }).collector.doubted();
      const ledger = await world.settled(2);
      expectBalance(world, ledger, 2);
      expect(sum(ledger, 'counted')).toBe(size);
      expect(world.counted(1)).toBe(300);
    });

    it('while it ran and nobody told it: at the latest when the log is shorter', async () => {
      await counted(events(0, 300));
      world.log.remake(events(0, 40), NOON + 5);
      expect(sum(await world.settled(2), 'counted')).toBe(40);
      expect(world.counted(1)).toBe(300);
    });

    it('while it was away, with the same file sent once more', async () => {
      await counted(events(0, 300));
      await world.kill();
      world.log.remake(events(0, 400), NOON + 5);
      await world.start();
      expect(sum(await world.settled(2), 'counted')).toBe(400);
    });
  });

  it('stays in its epoch, loudly, when the log was cut off', async () => {
    await counted(events(0, 300));
    world.log.cutOff(200);
    await eventually(() => world.said.some((line) => line.includes('cut off at 200')), { because: 'it must be said' });
    world.log.append(events(300, 500), NOON);
    const ledger = await world.settled();
    expectBalance(world, ledger);
    expect(sum(ledger, 'counted')).toBe(400);
  });

  it('stops the partition of a refused row, and goes on with the others', async () => {
    world = new World(new FakeLog(TOPIC, 2));
    world.log.append(events(0, 300), NOON, 0);
    world.log.append(events(0, 300), NOON, 1);
    const write = world.stores.writeRows.bind(world.stores);
    world.stores.writeRows = async (rows) => {
      if (rows.some(({ row }) => row.partition === 0)) return [{ kind: 'refused', reason: 'mapping' }];
      return write(rows);
    };
    await world.start();
    await world.settled(1, 1);
    world.log.append(events(300, 900), NOON, 0);
    world.log.append(events(300, 900), NOON, 1);
    expect(sum(await world.settled(1, 1), 'counted')).toBe(900);
    expect(world.said.join()).toMatch(/threat-events\/1\/0 has stopped/);
  });

  it('goes on where memory is when the group shares partitions anew', async () => {
    await counted(events(0, 300));
    for (let round = 0; round < 20; round += 1) {
      world.log.append(events(300 + round * 10, 310 + round * 10), NOON);
      world.log.assign([0]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const ledger = await world.settled();
    expectBalance(world, ledger);
    expect(sum(ledger, 'counted')).toBe(500);
  });

  const first = { topic: TOPIC, epoch: 1, partition: 0 };

  function lostOf(offsets: number): LedgerRow[] | false {
    const ledger = world.stores.ledgerOf(first);
    return sum(ledger, 'lost') === offsets && ledger;
  }
});
