import { LateBook } from './late-book';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const minute = Date.UTC(2026, 10, 22, 1, 5);
const after = (minutes: number, ms = 0): number => minute + minutes * 60_000 + ms;

function book(cellLimit = 100): LateBook {
  return new LateBook({ source, chunk: '0.1', cellLimit });
}

describe('LateBook', () => {
  it('calls an event late from the second minute after its own', () => {
    const late = book();
    expect(late.record('63000', minute + 100, after(1, 59_999), 1)).toBe(false);
    expect(late.record('63000', minute + 59_999, after(2), 1)).toBe(true);
    expect(late.takeChanges(9).map(({ revision }) => [revision.time, revision.arrived])).toEqual([[minute, after(2)]]);
  });

  it('counts by county, minute and minute of arrival, absolute and under the same id', () => {
    const late = book();
    late.record('63000', minute, after(4), 300);
    late.record('65000', minute, after(4), 1);
    late.record('63000', minute, after(5), 1);
    const [first] = late.takeChanges(3);
    late.record('63000', minute, after(4, 1_000), 12);
    const [again] = late.takeChanges(4);
    expect([again?.id, again?.version, again?.revision.count]).toEqual([first?.id, 4, 312]);
    expect(late.takeChanges(4)).toEqual([]);
  });

  it('keeps the count exact beyond the limit of cells, in a visible overflow cell of the minute', () => {
    const late = book(1);
    for (const wait of [3, 4, 5]) late.record('63000', minute, after(wait), 2);
    expect(late.takeChanges(3).map(({ id, revision }) => [id.split('/').at(-1), revision.count])).toEqual([
      [String(after(3)), 2],
      ['overflow', 4],
    ]);
  });
});
