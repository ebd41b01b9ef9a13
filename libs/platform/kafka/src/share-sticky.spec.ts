import fc from 'fast-check';
import { shareSticky } from './share-sticky';

const topic = 'threat-events';
const partitions = (count: number) => Array.from({ length: count }, (_unused, partition) => ({ topic, partition }));

describe('shareSticky', () => {
  it('gives everything to the only member', () => {
    expect(shareSticky([{ id: 'a', has: {} }], partitions(3)).get('a')).toEqual({ [topic]: [0, 1, 2] });
  });

  it('moves no more than a new member is due', () => {
    const members = [
      { id: 'z-new', has: {} },
      { id: 'a-old', has: { [topic]: [0, 1, 2, 3] } },
    ];
    const shares = shareSticky(members, partitions(4));
    expect(shares.get('a-old')).toEqual({ [topic]: [0, 1] });
    expect(shares.get('z-new')).toEqual({ [topic]: [2, 3] });
  });

  it('gives each partition to exactly one member, evenly, whatever they claim', () => {
    const claims = fc.array(fc.array(fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(claims, fc.integer({ min: 0, max: 16 }), (lists, count) => {
        const members = lists.map((list, index) => ({ id: `m${index}`, has: { [topic]: list } }));
        const shares = [...shareSticky(members, partitions(count)).values()].map((share) => share[topic] ?? []);
        expect(shares.flat().sort((a, b) => a - b)).toEqual(partitions(count).map(({ partition }) => partition));
        const sizes = shares.map((share) => share.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('changes nothing when nobody came or went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 16 }), (size, count) => {
        const strangers = Array.from({ length: size }, (_unused, index) => ({ id: `m${index}`, has: {} }));
        const first = shareSticky(strangers, partitions(count));
        const again = shareSticky(
          strangers.map(({ id }) => ({ id, has: first.get(id) ?? {} })),
          partitions(count),
        );
        expect(again).toEqual(first);
      }),
    );
  });
});
