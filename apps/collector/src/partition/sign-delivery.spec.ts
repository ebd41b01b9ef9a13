import type { SensorSign } from '@lianfang/contract';
import { MemorySigns } from './memory-signs';
import { SignDelivery } from './sign-delivery';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const NOON = 1_800_000_000_000;
const DUE_MS = 2_000;

/** A delivery that is flushed after every chunk; what fails is tried again, as `persist` does. */
function collector(store: MemorySigns) {
  const log = { log: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const persist = async <T>(_doing: string, work: () => Promise<T>): Promise<T> => work().catch(() => work());
  const parts = { store, log, metrics: { sensorRecords: { inc: jest.fn() } as never }, persist };
  const delivery = new SignDelivery(parts, source, { signs: [], asOf: null });
  let [next, chunk] = [0, 0];
  return {
    /** Each writes one record. */
    chunkOf: async (...sensors: readonly string[]): Promise<void> => {
      for (const sensor of sensors) {
        const record = { offset: next, logTime: NOON + next, key: null, value: null, headers: {} };
        delivery.saw({ kind: 'ignored', what: 'stats', sensor, writer: undefined }, record, `0.${chunk}`, undefined);
        next += 1;
      }
      chunk += 1;
      await delivery.write(delivery.take(next, undefined, chunk * DUE_MS));
    },
  };
}

const names = (count: number): string[] => Array.from({ length: count }, (_unused, at) => `stranger-${at}`);

describe('delivery of signs of life', () => {
  it('forgets the longest silent strangers when a chunk begins, and again what somebody slow wrote of them', async () => {
    const store = new MemorySigns();
    const { chunkOf } = collector(store);
    await chunkOf('first');
    const early = store.named('first') as SensorSign;
    await chunkOf(...names(500));
    expect(store.named('first')).toEqual(early);
    await chunkOf('later');
    expect(store.named('first')).toBeUndefined();
    await store.write([early]);
    await chunkOf('later');
    expect(store.named('first')).toBeUndefined();
    expect(await store.of(source)).toHaveLength(500);
  });

  it('keeps what another, who is ahead, has stored of a stranger that is unknown here', async () => {
    const store = new MemorySigns();
    const { chunkOf } = collector(store);
    await chunkOf('first');
    await store.write([{ ...(store.named('first') as SensorSign), sensor: 'new', to: 40 }]);
    await chunkOf('first');
    await chunkOf('first');
    expect(store.named('new')).toBeDefined();
  });

  it('repeats what could not be forgotten', async () => {
    const store = new MemorySigns();
    const { chunkOf } = collector(store);
    await chunkOf('first');
    await chunkOf(...names(500));
    jest.spyOn(store, 'forget').mockRejectedValueOnce(new Error('LF-ES-BUSY'));
    await chunkOf('later');
    expect(store.named('first')).toBeUndefined();
  });

  it('reads what is stored once a chunk at most', async () => {
    const store = new MemorySigns();
    const read = jest.spyOn(store, 'of');
    const { chunkOf } = collector(store);
    await chunkOf('first');
    await chunkOf();
    await chunkOf('first');
    await chunkOf();
    expect(read).toHaveBeenCalledTimes(1);
  });
});
