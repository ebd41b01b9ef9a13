import fc from 'fast-check';
import { remembering } from './remembering';

/** Short ones of few characters, so that many share a slot, and some that are not Latin or too long to be kept. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'é', '臺', '\ud800', ' '), maxLength: 6 }),
  fc.constantFrom('x'.repeat(300), 'y'.repeat(256)),
);

describe('remembering', () => {
  it('answers as the function itself, whatever was asked before', () => {
    const remembered = remembering((one: string) => (one.length === 3 ? undefined : `${one}!`));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 50 }), (texts) => {
        for (const one of [...texts, ...texts]) {
          expect(remembered(one)).toBe(one.length === 3 ? undefined : `${one}!`);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('asks once for a text that comes again', () => {
    const asked: string[] = [];
    const remembered = remembering((one: string) => asked.push(one));
    for (let times = 0; times < 3; times += 1) remembered('ET SCAN Potential SSH Scan');
    expect(asked.filter((one) => one !== '')).toEqual(['ET SCAN Potential SSH Scan']);
  });
});
