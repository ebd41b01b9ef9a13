import { CENTRE_ONLY } from '@lianfang/contract';
import type { Revocation } from '@lianfang/access';
import type { OutgoingRecord } from '@lianfang/platform/kafka';
import { eventually } from '@lianfang/testing';
import { RevocationOutbox } from './revocation-outbox';

const ended = (name: string): Revocation => ({
  county: CENTRE_ONLY,
  kind: 'session',
  issuer: 'https://id.example',
  name,
  at: 1,
  until: 2,
});

/** A topic that takes, refuses, or never answers. */
class World {
  kafka: 'there' | 'away' | 'silent' = 'there';
  readonly written: string[] = [];
  readonly errors: string[] = [];
  /** Of the last append. */
  appended: Promise<void> = Promise.resolve();
  readonly outbox = new RevocationOutbox({
    topic: 't',
    writer: {
      connect: async () => undefined,
      append: (_topic, records) => (this.appended = this.append(records)),
    },
    log: { log: () => undefined, warn: () => undefined, error: (text) => this.errors.push(text) },
  });

  private async append(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.kafka === 'silent') await new Promise(() => undefined);
    if (this.kafka === 'away') throw new Error('no broker');
    this.written.push(...records.map(({ value }) => (JSON.parse(String(value)) as Revocation).name));
  }
}

describe('RevocationOutbox', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('keeps what Kafka does not take yet, and sends it when it does', async () => {
    world.kafka = 'away';
    const { outbox } = world;
    const first = outbox.add(ended('a'));
    const second = outbox.add(ended('b'));
    expect(outbox.size).toBe(2);
    world.kafka = 'there';
    expect(await Promise.all([first, second])).toEqual([true, true]);
    await eventually(() => outbox.size === 0, { because: 'Kafka is back' });
    expect(world.written.toSorted()).toEqual(['a', 'b']);
    await outbox.stop();
  });

  it('says that the log does not have it when it has waited long enough, and sends it all the same', async () => {
    world.kafka = 'away';
    const from = Date.now();
    expect(await world.outbox.add(ended('a'))).toBe(false);
    expect(Date.now() - from).toBeLessThan(4_000);
    world.kafka = 'there';
    await eventually(() => world.written.length === 1, { because: 'Kafka is back' });
    await world.outbox.stop();
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('sends what is added %i turns after something was sent', async (turns) => {
    const first = world.outbox.add(ended('a'));
    while (world.written.length === 0) await Promise.resolve();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    expect(await world.outbox.add(ended('b'))).toBe(true);
    expect([await first, world.written]).toEqual([true, ['a', 'b']]);
  });

  it('tries a last time when it is stopped', async () => {
    world.kafka = 'away';
    const added = world.outbox.add(ended('a'));
    await eventually(
      () =>
        world.appended.then(
          () => false,
          () => true,
        ),
      { because: 'Kafka refused it' },
    );
    world.kafka = 'there';
    await world.outbox.stop();
    expect([world.written, await added, world.errors]).toEqual([['a'], expect.any(Boolean), []]);
  });

  it('is stopped within two seconds, and says what was not told', async () => {
    world.kafka = 'silent';
    const added = world.outbox.add(ended('a'));
    const from = Date.now();
    await world.outbox.stop();
    expect(Date.now() - from).toBeLessThan(2_500);
    expect(world.errors).toEqual([expect.stringMatching(/^1 ended sessions were not told/)]);
    expect(await added).toBe(false);
  });
});
