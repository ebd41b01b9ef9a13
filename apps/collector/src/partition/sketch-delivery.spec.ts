import type { Location, ThreatEvent, VersionedSketch } from '@lianfang/contract';
import { PartitionLedger } from './partition-ledger';
import { SketchDelivery } from './sketch-delivery';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const limits = { cells: 100, topListKeys: 100, behind: 7 * 86_400_000 };
const start = Date.UTC(2026, 10, 22, 1);
const location: Location = { county: '63000', direction: 'inbound', sourceCountry: 'ZZ' };
const CHUNK_MS = 600_000;

function event(time: number): ThreatEvent {
  return {
    format: 'suricata',
    eventId: 'id',
    alsoKnownAs: [],
    time,
    source: { ip: '203.0.113.7' },
    destination: {},
    initiator: 'source',
    rule: {},
    disposition: 'blocked',
    category: 'other',
    severity: 'low',
  };
}

/** A partition's ledger and its sketches, as delivery flushes them. */
function partition(acknowledged = 0) {
  const ledger = new PartitionLedger(source, 0, 0);
  const delivery = new SketchDelivery(undefined);
  const written: string[] = [];
  const write = async (sketches: readonly VersionedSketch[], chunk: string): Promise<void> =>
    void written.push(...sketches.map(({ version, sketch }) => `${chunk}: ${sketch.events} at ${version}`));
  return {
    delivery,
    count: (offset: number, logTime: number) =>
      ledger.accountFor(ledger.placeOf(offset, logTime), offset, limits).counted(event(logTime), location, logTime),
    flush: async (now: number, isForced = false): Promise<readonly string[]> => {
      await delivery.flush({ ledger, acknowledged, countedTo: start + now, now }, isForced, write);
      return written.splice(0);
    },
  };
}

const [first, second] = [start, start + CHUNK_MS].map((time) => `0.${time / CHUNK_MS}`);

describe('SketchDelivery', () => {
  it('writes the open chunk every ten seconds, and says up to when', async () => {
    const { count, flush, delivery } = partition();
    count(0, start);
    expect(await flush(20_000)).toEqual([`${first}: 1 at 1`]);
    count(1, start);
    expect(await flush(29_999)).toEqual([]);
    expect(delivery.asOf).toBe(start + 20_000);
    expect(await flush(30_000)).toEqual([`${first}: 2 at 2`]);
    expect(delivery.asOf).toBe(start + 30_000);
  });

  it('writes a closed chunk at once: nobody counts it again after the commit', async () => {
    const { count, flush } = partition();
    count(0, start);
    await flush(20_000);
    count(1, start);
    count(2, start + CHUNK_MS);
    expect(await flush(21_000)).toEqual([`${first}: 2 at 2`]);
  });

  it('writes all before an hour is rolled up', async () => {
    const { count, flush } = partition();
    await flush(20_000);
    count(0, start + CHUNK_MS);
    expect(await flush(21_000, true)).toEqual([`${second}: 1 at 1`]);
  });

  it('writes nothing of an open chunk that has not caught up with an earlier owner', async () => {
    const { count, flush, delivery } = partition(2);
    count(0, start);
    expect([await flush(20_000), delivery.asOf]).toEqual([[], null]);
    count(1, start);
    expect(await flush(20_001)).toEqual([`${first}: 2 at 2`]);
  });
});
