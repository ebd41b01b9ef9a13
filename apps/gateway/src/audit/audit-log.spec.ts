import type { OutgoingRecord } from '@lianfang/platform/kafka';
import { auditEntry, type AuditEntry } from '@lianfang/contract';
import { eventually } from '@lianfang/testing';
import { AuditLog, type Deed } from './audit-log';
import { AuditOutbox } from './audit-outbox';

const MINUTE = 60_000;

class World {
  now = Date.UTC(2026, 10, 23);
  isAway = false;
  readonly said: string[] = [];
  readonly written: AuditEntry[] = [];
  readonly writer = {
    connect: async () => undefined,
    append: async (_topic: string, records: readonly OutgoingRecord[]) => {
      await new Promise(setImmediate);
      if (this.isAway) throw new Error('away');
      this.written.push(...records.map(({ value }) => auditEntry.parse(JSON.parse(String(value)))));
    },
  };
  readonly outbox = new AuditOutbox({
    topic: 'audit',
    writer: this.writer,
    log: { log: () => undefined, warn: () => undefined, error: (text) => void this.said.push(text) },
  });
  readonly log = new AuditLog({ topic: 'audit', writer: this.writer, outbox: this.outbox, now: () => this.now });
}

const look = (more: Partial<Deed> = {}): Deed => ({
  principal: { kind: 'person', subject: 'lin', name: 'Lin', roles: ['central-analyst'], county: undefined },
  action: 'read',
  county: '63000',
  capability: 'county.read',
  what: 'live county',
  ...more,
});

describe('AuditLog', () => {
  it('writes one entry of a view in a quarter of an hour, and another one after it', async () => {
    const world = new World();
    await Promise.all([world.log.recordRead(look()), world.log.recordRead(look())]);
    world.now += 14 * MINUTE;
    await world.log.recordRead(look());
    expect(world.written).toHaveLength(1);
    world.now += MINUTE;
    await world.log.recordRead(look());
    expect(world.written.map(({ at }) => at)).toEqual([world.now - 15 * MINUTE, world.now]);
  });

  it.each([
    { county: '64000' },
    { what: 'GET /api/v1/series' },
    { purpose: '事件處理' },
    { investigation: 'one' },
    { principal: { ...look().principal, subject: 'chen' } as Deed['principal'] },
  ])('tells apart %j', async (other) => {
    const world = new World();
    await world.log.recordRead(look());
    await world.log.recordRead(look(other));
    expect(world.written).toHaveLength(2);
  });

  it('does not take a read for told that could not be told', async () => {
    const world = new World();
    world.isAway = true;
    await expect(world.log.recordRead(look())).rejects.toThrow(/LF-AUDIT-AWAY|can't be written/);
    world.isAway = false;
    await world.log.recordRead(look());
    expect(world.written).toHaveLength(1);
  });

  it('sends what nobody waits for once the log is there again, in its order', async () => {
    const world = new World();
    world.isAway = true;
    world.log.note(look({ action: 'signed-in' }));
    world.log.note(look({ action: 'signed-out' }));
    world.isAway = false;
    await eventually(() => world.outbox.size === 0, { because: 'the outbox is empty' });
    expect(world.written.map(({ action }) => action)).toEqual(['signed-in', 'signed-out']);
  });

  it('says in the log of the service what it could not send before it stopped', async () => {
    const world = new World();
    world.isAway = true;
    world.log.note(look({ action: 'signed-in' }));
    await world.outbox.stop();
    expect(world.said).toEqual([expect.stringMatching(/^LF-AUDIT-UNSENT: .*"signed-in"/)]);
  });

  it('tells of the same refusal once in a quarter of an hour', async () => {
    const world = new World();
    for (let time = 0; time < 100; time += 1) world.log.noteRefusal(look({ action: 'refused' }));
    await eventually(() => world.outbox.size === 0, { because: 'the outbox is empty' });
    expect(world.written).toHaveLength(1);
  });
});
