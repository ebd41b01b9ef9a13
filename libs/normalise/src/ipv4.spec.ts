import fc from 'fast-check';
import { isIpv4 } from './ipv4';

const REFERENCE = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;
const part = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 260 }).map(String) },
  fc.constantFrom('', '00', '01', '256', '1000', ' 1', '-1', '0x1', '１'),
);
const address = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.'));
const four = fc.tuple(part, part, part, part).map((parts) => parts.join('.'));
const noise = fc.string({
  unit: fc.constantFrom('.', '0', '1', '2', '5', '9', 'a', ' ', '\u0130', '\uff11'),
  maxLength: 17,
});

describe('isIpv4', () => {
  it('is true for what the regular expression takes, and for nothing else', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: four }, address, noise), (text) => {
        expect(isIpv4(text)).toBe(REFERENCE.test(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('takes every number from 0 to 255 in every place', () => {
    for (let number = 0; number <= 300; number += 1) {
      for (const text of [`${number}.1.1.1`, `1.${number}.1.1`, `1.1.${number}.1`, `1.1.1.${number}`]) {
        expect(isIpv4(text)).toBe(number <= 255);
      }
    }
  });
});
