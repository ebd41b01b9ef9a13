import { liveMessage, type LedgerRow } from '@lianfang/contract';
import { FakeLog } from '@lianfang/platform/kafka';
import { eventually } from '@lianfang/testing';
import { CHUNK_MS, CollectorWorld, MINUTE, NOON, TOPIC, events, expectBalance, sum } from './collector-world';

describe('Collector', () => {
  let world: CollectorWorld;

  beforeEach(() => {
    world = new CollectorWorld(new FakeLog(TOPIC), eventually);
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
      world.collector?.doubted();
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
    world = new CollectorWorld(new FakeLog(TOPIC, 2), eventually);
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
    // What is not stored was not counted, and no reader hears of it.
    expect(world.stores.ledgerOf({ topic: TOPIC, epoch: 1, partition: 0 })).toEqual([]);
    const heard = world.live.written.map(({ record }) => liveMessage.parse(JSON.parse(String(record.value))));
    const rows = heard.flatMap((said) => (said.type === 'rows' ? said.rows : []));
    expect(new Set(rows.map(({ row }) => row.partition))).toEqual(new Set([1]));
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
