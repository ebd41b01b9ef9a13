import type { Revision, VersionedRevision } from '@lianfang/contract';
import { RevisionBook } from './revision-book';

const MINUTE = 60_000;

function late(id: string, change: Partial<Revision> = {}, version = 1): VersionedRevision {
  const place = { topic: 'threat-events', epoch: 1, partition: 0, chunk: '0.0', county: '63000' };
  return { id, version, revision: { ...place, time: 10 * MINUTE, arrived: 14 * MINUTE, count: 300, ...change } };
}

function book(...revisions: VersionedRevision[]): RevisionBook {
  const made = new RevisionBook();
  made.keepFrom(0);
  for (const revision of revisions) made.record(revision);
  return made;
}

describe('RevisionBook', () => {
  it('adds up what came late of a minute, and tells when the last of it came', () => {
    const held = book(
      late('a'),
      late('b', { arrived: 15 * MINUTE, count: 12 }),
      late('c', { county: '65000', count: 1 }),
    );
    expect(held.of(10 * MINUTE, '63000')).toEqual({ count: 312, at: 15 * MINUTE });
    expect(held.of(10 * MINUTE)).toEqual({ count: 313, at: 15 * MINUTE });
    expect(held.of(10 * MINUTE, '64000')).toBeUndefined();
    expect(held.of(11 * MINUTE)).toBeUndefined();
  });

  it('keeps the highest version of each, whatever order they come in', () => {
    const versions = [late('a', { count: 5 }, 5), late('a', { count: 9 }, 9), late('a', { count: 7 }, 7)];
    expect(book(...versions, ...versions).of(10 * MINUTE)?.count).toBe(9);
  });

  it('forgets minutes that are no longer shown, and says when earlier ones are wanted', () => {
    const held = book(late('a'));
    expect(held.keepFrom(11 * MINUTE)).toBe(false);
    expect(held.of(10 * MINUTE)).toBeUndefined();
    expect(held.keepFrom(9 * MINUTE)).toBe(true);
  });
});
