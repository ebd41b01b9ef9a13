import fc from 'fast-check';
import { FetchedRecords, JoinedRecords } from './fetched-records';

const bytes = Buffer.from('abcdefghij');

/** A batch at `from` of which only these offsets are left, each with its own time and every third with headers. */
function batchOf(from: number, offsets: readonly number[]): FetchedRecords {
  const batch = new FetchedRecords(bytes, from, offsets.length, undefined);
  const headers = { format: Buffer.from('cef') };
  for (const offset of offsets) {
    const place = { keyFrom: 0, keyLength: -1, valueFrom: offset % 9, valueLength: 1 };
    batch.add({ offset: offset - from, logTime: 1_000 + offset, ...place }, offset % 3 === 0 ? headers : undefined);
  }
  return batch;
}

describe('records of a fetch', () => {
  it('are those of its batches from an offset on, whatever is left in them and in whatever order they are asked for', () => {
    const gaps = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }), { maxLength: 5 });
    const orders = fc.array(fc.nat({ max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 40 }), orders, (batches, from, order) => {
        let next = 0;
        const offsets = batches.map((steps) => steps.map((step) => (next += step)));
        const records = new JoinedRecords(
          offsets.map((own) => batchOf(own[0] ?? 0, own)),
          from,
        );
        const expected = offsets.flat().filter((offset) => offset >= from);
        expect([...records].map(({ offset }) => offset)).toEqual(expected);
        expect(order.map((place) => records.at(place)?.offset)).toEqual(order.map((place) => expected[place]));
      }),
    );
  });

  it('have their own time, value and headers, and no key where there is none', () => {
    const [first, second] = [...batchOf(3, [3, 4])];
    expect(first).toMatchObject({ offset: 3, logTime: 1_003, key: null, value: Buffer.from('d') });
    expect(first?.headers).toEqual({ format: Buffer.from('cef') });
    expect(second).toMatchObject({ offset: 4, logTime: 1_004, value: Buffer.from('e'), headers: {} });
  });
});
