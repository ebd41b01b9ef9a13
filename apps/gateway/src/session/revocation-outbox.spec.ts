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

describe('RevocationOutbox', () => {
  it('keeps what Kafka does not take yet, and sends it when it does', async () => {
    const written: string[] = [];
    let isAway = true;
    const append = async (_topic: string, records: readonly OutgoingRecord[]): Promise<void> => {
      if (isAway) throw new Error('no broker');
      written.push(...records.map(({ value }) => String(value)));
    };
    const log = { log: () => undefined, warn: () => undefined, error: () => undefined };
    const outbox = new RevocationOutbox({ topic: 't', writer: { connect: async () => undefined, append }, log });
    const first = outbox.add(ended('a'));
    const second = outbox.add(ended('b'));
    expect(outbox.size).toBe(2);
    isAway = false;
    await Promise.all([first, second]);
    await eventually(() => outbox.size === 0, { because: 'Kafka is back' });
    expect(written.map((text) => (JSON.parse(text) as Revocation).name).toSorted()).toEqual(['a', 'b']);
    await outbox.stop();
  });
});
