import type { LogRecord } from '@lianfang/platform/kafka';
import type { Pin } from '@lianfang/store';
import { rejection, type ThreatEvent } from '@lianfang/contract';
import { location, threatEvent } from '@lianfang/testing';
import type { Stages } from '../pipeline';
import type { StageLibrary } from '../reference/stage-library';
import { MemoryStores } from './memory-stores';
import { lookBefore } from './refused-before';

const NOON = 1_800_000_000_000;
const limits = { recordBytes: 100, cells: 1, topListKeys: 1, duplicateWindow: 50, ahead: 1, behind: 1 };

function pinOf(from: number, sensors: string | undefined, directory = 'd'): Pin {
  const source = { topic: 'threat-events', epoch: 1, partition: 0 };
  const named = { directory, countries: 'c', normaliser: '2', ...(sensors !== undefined && { sensors }) };
  return { ...source, chunk: `0.${from}`, from, ...named, limits };
}

/** The registry `strict` refuses all; what says `broken` can't be read. */
const event: ThreatEvent = threatEvent({ time: NOON });
const library = {
  stagesFor: async (pin: Pin): Promise<Stages> => {
    if (pin.sensors === 'gone') throw new Error('the store no longer has it');
    const refusal = pin.sensors === 'strict' ? rejection('sensor-not-allowed', 'x') : undefined;
    const sensors = new Map<string, never>();
    return {
      normaliser: {
        version: '2',
        formats: [],
        readQuick: () => undefined,
        read: (text) =>
          text === 'broken'
            ? { ok: false, error: rejection('not-json', 'x') }
            : { ok: true, value: { kind: 'threat', event } },
      },
      locator: { hash: 'l', locate: () => location() },
      sensors: { hash: 's', timeZone: 'UTC', looksAtPlaces: true, sensors, refusalOf: () => refusal },
      limits,
    };
  },
} as unknown as StageLibrary;

async function refusedOf(pins: readonly Pin[], own: Pin, offsets: readonly number[], text = 'x'): Promise<number[]> {
  const stores = new MemoryStores();
  for (const pin of pins) await stores.settle(pin);
  const found = await lookBefore({ pins: stores, library }, own, { from: 0, to: own.from });
  const record = (offset: number): LogRecord => {
    return { offset, logTime: NOON, key: null, value: Buffer.from(text), headers: {} };
  };
  return offsets.filter((offset) => found.has(record(offset)));
}

describe('what a registry refused before', () => {
  const own = pinOf(40, 'mended');

  it('is what the chunk of a record itself says, up to where the next begins', async () => {
    const pins = [pinOf(0, 'open'), pinOf(10, 'strict'), pinOf(20, 'strict'), pinOf(30, 'open'), own];
    expect(await refusedOf(pins, own, [0, 9, 10, 19, 20, 29, 30, 39])).toEqual([10, 19, 20, 29]);
  });

  it('is nothing where all chunks have the same registry and directory, or none at all', async () => {
    const strict = pinOf(40, 'strict');
    expect(await refusedOf([pinOf(0, 'strict'), strict], strict, [0, 39])).toEqual([]);
    expect(await refusedOf([pinOf(0, 'strict', 'other'), strict], strict, [0, 39])).toEqual([0, 39]);
    expect(await refusedOf([pinOf(0, undefined), own], own, [0])).toEqual([]);
  });

  it('is nothing that was rejected for another reason, or that can not be known any more', async () => {
    expect(await refusedOf([pinOf(0, 'strict'), own], own, [0], 'broken')).toEqual([]);
    expect(await refusedOf([pinOf(0, 'gone'), own], own, [0])).toEqual([]);
  });
});
