import { IdHasher } from '@lianfang/contract';
import { DuplicateWindow, type Identified } from './duplicate-window';

const SENSOR = 'ips-1';
const by = (eventId: string, ...alsoKnownAs: string[]): Identified => ({ eventId, alsoKnownAs });

/** The same event from a reader that has hashed its ids. */
function hashed({ eventId, alsoKnownAs }: Identified): Identified {
  const hasher = new IdHasher();
  const idHashes = [eventId, ...alsoKnownAs].flatMap((id) => {
    hasher.start();
    hasher.addText(id);
    hasher.end();
    return [hasher.first, hasher.second, hasher.third];
  });
  return { eventId: 'nobody makes this text', alsoKnownAs: [], idHashes };
}

/** The rule as one would say it, for comparison: the last offset of each id. */
function simpleWindow(width: number): (offset: number, sensor: string, event: Identified) => boolean {
  const lastSeen = new Map<string, number>();
  return (offset, sensor, { eventId, alsoKnownAs }) => {
    const isDuplicate = (lastSeen.get(`${sensor}\n${eventId}`) ?? -Infinity) >= offset - width;
    for (const id of [eventId, ...alsoKnownAs]) lastSeen.set(`${sensor}\n${id}`, offset);
    return isDuplicate;
  };
}

describe('DuplicateWindow', () => {
  it('knows an id up to its width of offsets back, and no further', () => {
    const window = new DuplicateWindow(10);
    expect(window.see(0, SENSOR, by('a'))).toBe(false);
    expect(window.see(10, SENSOR, by('a'))).toBe(true);
    expect(window.see(21, SENSOR, by('a'))).toBe(false);
  });

  it('counts a duplicate as a sighting too', () => {
    const window = new DuplicateWindow(10);
    window.see(0, SENSOR, by('a'));
    window.see(8, SENSOR, by('a'));
    expect(window.see(16, SENSOR, by('a'))).toBe(true);
  });

  it('finds an event by an id that an earlier one also answers to', () => {
    const window = new DuplicateWindow(10);
    window.see(0, SENSOR, by('alert', 'packet'));
    expect(window.see(1, SENSOR, by('packet'))).toBe(true);
    expect(window.see(2, SENSOR, by('another-alert', 'packet'))).toBe(false);
  });

  it('takes the ids of two sensors for two, wherever a name ends and an id begins', () => {
    const window = new DuplicateWindow(10);
    window.see(0, 'ab', by('c'));
    expect(window.see(1, 'a', by('bc'))).toBe(false);
    expect(window.see(2, 'abc', by(''))).toBe(false);
    expect(window.see(3, 'ab', by('c'))).toBe(true);
  });

  it('answers the same when it was warmed with the width before', () => {
    const ids = Array.from({ length: 500 }, (_unused, index) => `id-${(index * index) % 37}`);
    const whole = new DuplicateWindow(20);
    const expected = ids.map((id, offset) => whole.see(offset, SENSOR, by(id)));
    const warmed = new DuplicateWindow(20);
    ids.slice(280, 300).forEach((id, index) => warmed.see(280 + index, SENSOR, by(id)));
    expect(ids.slice(300).map((id, index) => warmed.see(300 + index, SENSOR, by(id)))).toEqual(expected.slice(300));
  });

  it.each([0, 1, 100, 5_000])('decides as the plain rule does over 60,000 events (width %i)', (width) => {
    const window = new DuplicateWindow(width);
    const plain = simpleWindow(width);
    let state = 12_345 + width;
    const random = (limit: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % limit;
    };
    for (let offset = 0; offset < 60_000; offset += 1 + random(3)) {
      const sensor = `s${random(3)}`;
      const event = by(`e${random(9_000)}`, `e${random(9_000)}`);
      const given = random(2) === 0 ? event : hashed(event);
      if (window.see(offset, sensor, given) !== plain(offset, sensor, event))
        throw new Error(`they differ at ${offset}`);
    }
  });
});
