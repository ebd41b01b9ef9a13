import { DuplicateWindow, type Sighting } from './duplicate-window';

const by = (eventId: string, ...alsoKnownAs: string[]): Sighting => ({ sensor: 'ips-1', eventId, alsoKnownAs });

/** The rule as one would say it, for comparison: the last offset of each id. */
function simpleWindow(width: number): (offset: number, sighting: Sighting) => boolean {
  const lastSeen = new Map<string, number>();
  return (offset, { sensor, eventId, alsoKnownAs }) => {
    const isDuplicate = (lastSeen.get(`${sensor}\n${eventId}`) ?? -Infinity) >= offset - width;
    for (const id of [eventId, ...alsoKnownAs]) lastSeen.set(`${sensor}\n${id}`, offset);
    return isDuplicate;
  };
}

describe('DuplicateWindow', () => {
  it('knows an id up to its width of offsets back, and no further', () => {
    const window = new DuplicateWindow(10);
    expect(window.see(0, by('a'))).toBe(false);
    expect(window.see(10, by('a'))).toBe(true);
    expect(window.see(21, by('a'))).toBe(false);
  });

  it('counts a duplicate as a sighting too', () => {
    const window = new DuplicateWindow(10);
    window.see(0, by('a'));
    window.see(8, by('a'));
    expect(window.see(16, by('a'))).toBe(true);
  });

  it('finds an event by an id that an earlier one also answers to', () => {
    const window = new DuplicateWindow(10);
    window.see(0, by('alert', 'packet'));
    expect(window.see(1, by('packet'))).toBe(true);
    expect(window.see(2, by('another-alert', 'packet'))).toBe(false);
  });

  it('takes the ids of two sensors for two, wherever a name ends and an id begins', () => {
    const window = new DuplicateWindow(10);
    window.see(0, { sensor: 'ab', eventId: 'c', alsoKnownAs: [] });
    expect(window.see(1, { sensor: 'a', eventId: 'bc', alsoKnownAs: [] })).toBe(false);
    expect(window.see(2, { sensor: 'abc', eventId: '', alsoKnownAs: [] })).toBe(false);
    expect(window.see(3, { sensor: 'ab', eventId: 'c', alsoKnownAs: [] })).toBe(true);
  });

  it('answers the same when it was warmed with the width before', () => {
    const ids = Array.from({ length: 500 }, (_unused, index) => `id-${(index * index) % 37}`);
    const whole = new DuplicateWindow(20);
    const expected = ids.map((id, offset) => whole.see(offset, by(id)));
    const warmed = new DuplicateWindow(20);
    ids.slice(280, 300).forEach((id, index) => warmed.see(280 + index, by(id)));
    expect(ids.slice(300).map((id, index) => warmed.see(300 + index, by(id)))).toEqual(expected.slice(300));
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
      const sighting = { sensor: `s${random(3)}`, eventId: `e${random(9_000)}`, alsoKnownAs: [`e${random(9_000)}`] };
      if (window.see(offset, sighting) !== plain(offset, sighting)) throw new Error(`they differ at ${offset}`);
    }
  });
});
