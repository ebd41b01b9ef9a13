import type { AuditHead } from '@lianfang/contract';
import { AuditHeads } from './audit-heads';

const HOUR = 3_600_000;

class World {
  now = Date.UTC(2026, 10, 23, 8);
  reads = 0;
  readonly topic: AuditHead[] = [];
  readonly heads = new AuditHeads({
    topic: 'audit.heads',
    admin: {
      connect: async () => undefined,
      bounds: async () => [{ partition: 0, start: 0, end: this.topic.length }],
    },
    reader: {
      read: async () => {
        this.reads += 1;
        return this.topic.map((head, offset) => recordOf(head, offset));
      },
    },
    writer: {
      connect: async () => undefined,
      append: async (_topic, records) => {
        for (const { value } of records) this.topic.push(JSON.parse(String(value)) as AuditHead);
      },
    },
    keeper: { head: { offset: 7, hash: 'a'.repeat(64), previous: 'b'.repeat(64), value: '' } },
    log: { log: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => this.now,
  });
}

function recordOf(head: AuditHead, offset: number) {
  const value = Buffer.from(JSON.stringify(head));
  return { topic: 'audit.heads', partition: 0, offset, key: null, value, headers: {}, timestamp: head.at } as never;
}

describe('AuditHeads', () => {
  it('publishes one an hour, and reads the topic only when one is due', async () => {
    const world = new World();
    for (let second = 0; second < HOUR; second += 60_000) {
      await world.heads.publish();
      world.now += 60_000;
    }
    expect([world.topic.length, world.reads]).toEqual([1, 0]);
    await world.heads.publish();
    expect([world.topic.length, world.reads]).toEqual([2, 1]);
  });

  it('leaves it to another gateway that was faster', async () => {
    const world = new World();
    world.topic.push({ offset: 9, hash: 'c'.repeat(64), at: world.now });
    await world.heads.publish();
    expect([world.topic.length, world.heads.latest?.offset]).toEqual([1, 9]);
  });

  it('is kept from publishing by no head of a time that has not come', async () => {
    const world = new World();
    world.topic.push({ offset: 9, hash: 'c'.repeat(64), at: world.now + 1_000 * HOUR });
    await world.heads.publish();
    expect(world.topic.map(({ offset }) => offset)).toEqual([9, 7]);
  });
});
