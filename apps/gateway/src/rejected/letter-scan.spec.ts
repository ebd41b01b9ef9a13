import { FakeLogReader, type LogRecord } from '@lianfang/platform/kafka';
import { LetterScan, type Lane } from './letter-scan';

const TOPIC = 'threat-events';

function letter(partition: number, offset: number, logTime: number): LogRecord {
  const headers = { reason: 'not-json', detail: 'd', topic: TOPIC, epoch: '1', partition: String(partition) };
  return {
    offset,
    logTime,
    key: null,
    value: Buffer.from('x'.repeat(100)),
    headers: { ...headers, offset: String(offset), timestamp: '5' },
  };
}

function filled(sizes: readonly number[]): { reader: FakeLogReader; lanes: Lane[] } {
  const reader = new FakeLogReader();
  const lanes = sizes.map((size, partition): Lane => {
    const records = Array.from({ length: size }, (_unused, offset) =>
      letter(partition, offset, offset * 10 + partition),
    );
    reader.logs.set(`${TOPIC}.rejected/${partition}`, records);
    return { topic: TOPIC, partition, start: 0, upper: size };
  });
  return { reader, lanes };
}

async function takeAll(scan: LetterScan): Promise<string[]> {
  const taken: string[] = [];
  for (let next = await scan.next(); next; next = await scan.next()) {
    taken.push(`${next.place.partition}:${next.place.offset}`);
  }
  return taken;
}

describe('LetterScan', () => {
  const plenty = { records: 10_000, bytes: 10_000_000 };

  it('goes back through several partitions by time', async () => {
    const { reader, lanes } = filled([3, 2]);
    const scan = new LetterScan(reader, lanes, plenty);
    expect(await takeAll(scan)).toEqual(['0:2', '1:1', '0:1', '1:0', '0:0']);
    expect(scan.rest).toBeUndefined();
  });

  it('stops at its budget and goes on from there, with nothing twice and nothing left out', async () => {
    const { reader, lanes } = filled([700, 300]);
    const taken: string[] = [];
    let rest: Lane[] | undefined = lanes;
    let rounds = 0;
    while (rest) {
      const scan: LetterScan = new LetterScan(reader, rest, { records: 90, bytes: 10_000_000 });
      taken.push(...(await takeAll(scan)));
      rest = scan.rest;
      rounds += 1;
    }
    expect(rounds).toBe(12);
    expect(new Set(taken).size).toBe(1_000);
    expect(taken).toHaveLength(1_000);
  });

  it('reads no more than a window beyond its budget of bytes', async () => {
    const { reader, lanes } = filled([5_000]);
    await takeAll(new LetterScan(reader, lanes, { records: 10_000, bytes: 1_000 }));
    expect(reader.handedOut).toBeLessThan(300);
  });

  it('passes over gaps and over what is no letter', async () => {
    const { reader } = filled([]);
    const foreign = { ...letter(0, 900, 1), headers: {} };
    reader.logs.set(`${TOPIC}.rejected/0`, [letter(0, 3, 1), foreign, letter(0, 1_000, 2)]);
    const scan = new LetterScan(reader, [{ topic: TOPIC, partition: 0, start: 0, upper: 2_000 }], plenty);
    expect(await takeAll(scan)).toEqual(['0:1000', '0:3']);
    expect(scan.rest).toBeUndefined();
  });
});
