import fc from 'fast-check';
import { readTime } from './time';
import { readUsualTime } from './usual-time';

const CLOCK = { timeZone: 'Asia/Taipei', logTime: 0 };
const ODD = fc.constantFrom('1', '001', '', ' 1', '+1', '1.', 'ab', '１２', '60', '61', '99');
/** Two digits up to a number, and sometimes what is none. */
function upTo(max: number): fc.Arbitrary<string> {
  const digits = fc.integer({ min: 0, max }).map((number) => String(number).padStart(2, '0'));
  return fc.oneof({ weight: 30, arbitrary: digits }, ODD);
}
const year = fc.oneof(fc.integer({ min: 1968, max: 2032 }).map(String), fc.constantFrom('0000', '0099', '9999', '202'));
const day = fc.oneof(
  fc.tuple(year, upTo(13), upTo(32)).map((parts) => parts.join('-')),
  fc.constantFrom('2024-02-29', '2025-02-29', '2026-02-30', '2026-04-31', '2026-12-31', '2016-12-31', '20260305'),
);
const clock = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(upTo(24), upTo(60), upTo(60)).map((parts) => parts.join(':')) },
  fc.constantFrom('24:00:00', '23:59:60', '24:00:01', '01:15', '011542'),
);
const fraction = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('.', ',', ':', '..'), fc.stringMatching(/^\d{0,19}$/)).map((parts) => parts.join('')),
);
const zone = fc.oneof(
  fc.constantFrom(
    '',
    'Z',
    'z',
    ' UTC',
    'GMT',
    '+08',
    '+0800',
    '+08:00',
    '-05:30',
    '+18:00',
    '+18:01',
    '+19',
    '+0860',
    '-00:00',
  ),
  fc
    .tuple(fc.constantFrom('+', '-', ' +'), upTo(19), fc.constantFrom('', ':'), upTo(60))
    .map((parts) => parts.join('')),
);
const stamp = fc
  .tuple(day, fc.constantFrom(...'TTTTTTt '), clock, fraction, zone, fc.constantFrom('', '', '', '', '', ' ', 'x'))
  .map((parts) => parts.join(''));
/** One character of a good time is another. */
const damaged = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.string({ unit: 'binary', maxLength: 1 }))
  .map(([at, other]) => {
    const good = '2026-03-05T09:15:42.123456+0800';
    return good.slice(0, at) + other + good.slice(at + 1);
  });

describe('readUsualTime', () => {
  it('says what the regular expressions say, or nothing', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: stamp }, damaged), (text) => {
        const usual = readUsualTime(text);
        if (usual === undefined) return;
        read += 1;
        // Behind a blank it is no usual time, so that the regular expressions read it.
        expect(Object.is(usual, readTime(` ${text}`, CLOCK))).toBe(true);
      }),
      { numRuns: 25_000 },
    );
    expect(read).toBeGreaterThan(1_000);
  });

  it('reads what sensors write', () => {
    const moment = Date.UTC(2026, 2, 5, 1, 15, 42);
    expect(readUsualTime('2026-03-05T09:15:42.123456+0800')).toBe(moment + 123);
    expect(readUsualTime('2026-03-05T01:15:42.5Z')).toBe(moment + 500);
    expect(readUsualTime('2026-03-04T22:45:42-02:30')).toBe(moment);
  });
});
