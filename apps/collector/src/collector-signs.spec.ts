import { liveMessage, type Watermark } from '@lianfang/contract';
import { FakeLog } from '@lianfang/platform/kafka';
import { eventually } from '@lianfang/testing';
import { CHUNK_MS, CollectorWorld, NOON, TOPIC, events } from './collector-world';

// Signs are written every two seconds.
jest.setTimeout(20_000);

describe('signs of life of a collector', () => {
  let world: CollectorWorld;

  beforeEach(() => {
    world = new CollectorWorld(new FakeLog(TOPIC), eventually);
  });

  afterEach(() => world.kill());

  const of = (sensor: string, from: number, to: number): string[] =>
    events(from, to).map((text) => `${text}#${sensor}`);
  const reaches = (sensor: string, to: number): Promise<unknown> =>
    eventually(() => world.signs.named(sensor)?.to === to, {
      because: `the last sign of ${sensor} is stored`,
      timeoutMs: 8_000,
    });

  const marks = (): Watermark[] =>
    world.live.written.flatMap(({ record: { value } }) => {
      const message = liveMessage.parse(JSON.parse(String(value)));
      return message.type === 'watermark' ? [message.watermark] : [];
    });

  it('are stored as they come, and how far is in the watermark', async () => {
    world.log.append([...of('ids-1', 0, 40), ...of('ids-2', 0, 20)], NOON);
    await world.start();
    await reaches('ids-1', 40);
    await reaches('ids-2', 60);
    expect(world.signs.named('ids-1')).toMatchObject({ lastSign: NOON, counted: 40, registered: false });
    const asOf = (): boolean => marks().some(({ signsAsOf }) => (signsAsOf ?? 0) >= NOON);
    await eventually(asOf, { because: 'the watermark says up to when', timeoutMs: 8_000 });
  });

  it('are the same after a kill, and go on', async () => {
    world.log.append(of('ids-1', 0, 40), NOON);
    await world.start();
    await reaches('ids-1', 40);
    const before = world.signs.named('ids-1');
    await world.kill();
    await world.start();
    await world.settled();
    expect(world.signs.named('ids-1')).toEqual(before);
    world.log.append(of('ids-1', 40, 50), NOON + 1_000);
    await reaches('ids-1', 50);
    expect(world.signs.named('ids-1')).toMatchObject({ lastSign: NOON + 1_000, since: NOON, counted: 50 });
  });

  it('hold the commit back: what a kill took of them is written by who comes next', async () => {
    world.log.append(of('ids-1', 0, 40), NOON);
    await world.start();
    await reaches('ids-1', 40);
    world.log.append(of('ids-1', 40, 50), NOON + 1_000);
    world.log.append(of('ids-2', 0, 10), NOON + CHUNK_MS);
    const [, second] = await world.settled();
    expect(second).toMatchObject({ from: 50, to: 60 });
    world.signs.takes = false;
    await world.kill();
    await world.start();
    await reaches('ids-1', 50);
    await reaches('ids-2', 60);
  });
});
