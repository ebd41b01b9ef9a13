import type { TopSummary } from '@lianfang/contract';
import fc from 'fast-check';
import { EMPTY_TOP, mergeTop, TopList, trimTop } from './top-list';

const KEPT = 8;

function record(list: TopList, key: string, count = 1, name?: string): void {
  // A poor hash on purpose: keys that meet in one slot are still told apart.
  list.record({ space: '', key, hash: key.length, count, name });
}

function listOf(keys: readonly string[], kept = KEPT, room = 1_000): TopList {
  const list = new TopList(kept, { left: room });
  for (const key of keys) record(list, key);
  return list;
}

function truthOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** What every summary promises, whatever it was made of. */
function expectBounds(summary: TopSummary, truth: ReadonlyMap<string, number>): void {
  const named = new Map(summary.entries.map((entry) => [entry.key, entry]));
  for (const [key, count] of truth) {
    const entry = named.get(key);
    expect(count).toBeGreaterThanOrEqual(entry?.atLeast ?? 0);
    expect(count).toBeLessThanOrEqual(entry?.atMost ?? summary.unnamed);
  }
}

/** Few keys often and many seldom, as attacks come. */
const keys = fc.array(
  fc.integer({ min: 0, max: 400 }).map((value) => `k${Math.floor((value * value) / 4_000)}`),
  { maxLength: 300 },
);

describe('TopList', () => {
  it('begins empty', () => expect(new TopList(4, { left: 9 }).read(5)).toEqual(EMPTY_TOP));

  it('counts exactly while there is room, most frequent first', () => {
    const list = listOf(['a', 'b', 'b']);
    record(list, 'a', 5, 'name');
    expect(list.read(5)).toEqual({
      entries: [
        { key: 'a', atLeast: 6, atMost: 6 },
        { key: 'b', atLeast: 2, atMost: 2 },
      ],
      unnamed: 0,
      overflow: 0,
    });
  });

  it('keeps the name of the first record with the key, cut to a bounded length', () => {
    const list = new TopList(4, { left: 9 });
    record(list, '1', 1, '<script>x</script>');
    record(list, '1', 1, 'other');
    record(list, '2', 1, 'x'.repeat(5_000));
    const [first, second] = list.read(5).entries;
    expect(first?.name).toBe('<script>x</script>');
    expect(second?.name).toHaveLength(160);
  });

  it('tells the same id of two formats apart', () => {
    const list = new TopList(4, { left: 9 });
    for (const space of ['suricata', 'ecs']) list.record({ space, key: '1', hash: 7, count: 1, name: undefined });
    expect(list.read(5).entries.map(({ key }) => key)).toEqual(['ecs:1', 'suricata:1']);
  });

  it('gives up the smaller half for a new key, and says by how much a count may be too much', () => {
    const list = listOf(['a', 'a', 'a', 'b', 'b', 'c', 'd', 'e'], 2);
    expect(list.read(5)).toEqual({
      entries: [
        { key: 'a', atLeast: 3, atMost: 3 },
        { key: 'b', atLeast: 2, atMost: 2 },
        { key: 'e', atLeast: 1, atMost: 2 },
      ],
      unnamed: 1,
      overflow: 0,
    });
  });

  it('adds what finds no room in the chunk to a visible overflow', () => {
    const room = { left: 2 };
    const one = new TopList(4, room);
    const other = new TopList(4, room);
    for (const key of ['a', 'b', 'c', 'a']) record(one, key, 2);
    record(other, 'd', 7);
    expect(one.read(5)).toMatchObject({ unnamed: 2, overflow: 2 });
    expect(other.read(5)).toEqual({ entries: [], unnamed: 7, overflow: 7 });
  });

  it('never says less than its bounds allow, and its error is at most events by counters', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 40 }), (all, limit) => {
        const summary = listOf(all).read(limit);
        expectBounds(summary, truthOf(all));
        if (limit >= KEPT) expect(summary.unnamed).toBeLessThanOrEqual(all.length / KEPT);
      }),
    );
  });

  it('finds every key that occurs more often than events by counters', () => {
    fc.assert(
      fc.property(keys, (all) => {
        const found = new Set(
          listOf(all)
            .read(KEPT)
            .entries.map(({ key }) => key),
        );
        for (const [key, count] of truthOf(all)) if (count > all.length / KEPT) expect(found.has(key)).toBe(true);
      }),
    );
  });

  it('is bounded when the room of the chunk is used up', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 0, max: 12 }), (all, room) => {
        expectBounds(listOf(all, KEPT, room).read(50), truthOf(all));
      }),
    );
  });
});

describe('mergeTop', () => {
  const summaries = fc.array(
    fc
      .tuple(keys, fc.integer({ min: 1, max: 12 }))
      .map(([list, limit]) => ({ list, summary: listOf(list).read(limit) })),
    { maxLength: 5 },
  );

  it('of nothing is empty', () => expect(mergeTop([])).toEqual(EMPTY_TOP));

  it('is what recording everything in one list would have made, while there is room', () => {
    fc.assert(
      fc.property(keys, keys, (one, other) => {
        const merged = mergeTop([listOf(one, 999).read(999), listOf(other, 999).read(999)]);
        expect(merged).toEqual(listOf([...one, ...other], 999).read(999));
      }),
    );
  });

  it('keeps its bounds, whatever it merges and however that was cut', () => {
    fc.assert(
      fc.property(summaries, fc.integer({ min: 1, max: 20 }), (parts, limit) => {
        const truth = truthOf(parts.flatMap(({ list }) => list));
        const merged = mergeTop(parts.map(({ summary }) => summary));
        expectBounds(merged, truth);
        expectBounds(trimTop(merged, limit), truth);
      }),
    );
  });

  it('does not depend on order or grouping', () => {
    fc.assert(
      fc.property(summaries, (parts) => {
        const all = parts.map(({ summary }) => summary);
        const grouped = mergeTop([mergeTop(all.slice(0, 2)), mergeTop(all.slice(2))]);
        expect(mergeTop([...all].reverse())).toEqual(mergeTop(all));
        expect(grouped).toEqual(mergeTop(all));
      }),
    );
  });
});
