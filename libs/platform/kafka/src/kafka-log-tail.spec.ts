import type { Kafka } from 'kafkajs';
import { createKafkaLogTail } from './kafka-log-tail';

type Listener = (event: { readonly payload: { readonly error?: Error; readonly restart?: boolean } }) => void;

const REFUSED = new Error('Not authorized to access group: tail-audit');

/** A client whose consumer, once it runs, tells of these events. */
function clientThatTells(events: readonly (readonly ['CRASH' | 'GROUP_JOIN', boolean])[]): Kafka {
  const listeners = new Map<string, Listener[]>();
  const consumer = {
    events: { CRASH: 'CRASH', GROUP_JOIN: 'GROUP_JOIN' },
    on: (name: string, listener: Listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]),
    seek: () => undefined,
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    // As kafkajs does it: it resolves though the group can't be joined, and tells of that.
    run: () => {
      for (const [name, restart] of events) {
        for (const listener of listeners.get(name) ?? []) listener({ payload: { error: REFUSED, restart } });
      }
      return Promise.resolve();
    },
  };
  return { consumer: () => consumer, admin: () => ({}) } as unknown as Kafka;
}

describe('following a log', () => {
  it('fails where the group may not be joined, instead of waiting for it for ever', async () => {
    const crashes: Error[] = [];
    const tail = createKafkaLogTail(clientThatTells([['CRASH', false]]), 'audit', (error) => crashes.push(error));
    await expect(tail.follow(new Map([[0, 0]]), () => undefined)).rejects.toBe(REFUSED);
    expect(crashes).toEqual([REFUSED]);
  }, 2_000);

  it('waits on where the client says that it tries again', async () => {
    const client = clientThatTells([
      ['CRASH', true],
      ['GROUP_JOIN', false],
    ]);
    const tail = createKafkaLogTail(client, 'audit', () => undefined);
    await expect(tail.follow(new Map([[0, 0]]), () => undefined)).resolves.toBeUndefined();
  });
});
