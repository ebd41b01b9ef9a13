import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { formatAddress, formatCidr, parseCidr, type Cidr } from './cidr';
import { createRangeIndex, NOT_FOUND } from './range-index';

const BITS = { 4: 32, 6: 128 } as const;

const family = fc.constantFrom<4 | 6>(4, 6);

/** Ranges whose addresses differ in few places only, so that they nest often. */
const range: fc.Arbitrary<Cidr> = family.chain((chosen) =>
  fc
    .record({
      high: fc.integer({ min: 0, max: 3 }),
      low: fc.bigInt(0n, 255n),
      prefix: fc.integer({ min: 0, max: BITS[chosen] }),
    })
    .map(({ high, low, prefix }) => {
      const bits = BITS[chosen];
      const value = (BigInt(high) << BigInt(bits - 2)) | low;
      const size = 1n << BigInt(bits - prefix);
      const first = value - (value % size);
      return { family: chosen, prefix, first, last: first + size - 1n };
    }),
);

const address = family.chain((chosen) =>
  fc.record({ high: fc.integer({ min: 0, max: 3 }), low: fc.bigInt(0n, 255n) }).map(({ high, low }) => ({
    family: chosen,
    value: (BigInt(high) << BigInt(BITS[chosen] - 2)) | low,
  })),
);

/** What a reader would do by hand: look at every range and keep the longest prefix. */
function slowFind(ranges: readonly Cidr[], wanted: { family: 4 | 6; value: bigint }): number {
  let best = NOT_FOUND;
  ranges.forEach((one, at) => {
    const inside = one.family === wanted.family && one.first <= wanted.value && wanted.value <= one.last;
    if (inside && one.prefix > (ranges[best]?.prefix ?? -1)) best = at;
  });
  return best;
}

function indexOf(...ranges: string[]) {
  return createRangeIndex(
    ranges.map((text, value) => {
      const parsed = parseCidr(text);
      if (!parsed.ok) throw new Error(parsed.error.reason);
      return { range: parsed.value, value };
    }),
  );
}

describe('createRangeIndex', () => {
  it('finds the longest prefix, as a look at every range does', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(range, { maxLength: 40, selector: formatCidr }),
        fc.array(address, { minLength: 1, maxLength: 20 }),
        (ranges, addresses) => {
          const index = createRangeIndex(ranges.map((one, value) => ({ range: one, value })));
          for (const wanted of addresses) {
            // The last 96 bits of a mapped address are IPv4: asked below by example.
            const found = index.find(formatAddress(wanted.family, wanted.value));
            expect(found).toBe(slowFind(ranges, wanted));
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('finds it too where ranges of IPv4 begin and end around the first half of an address', () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: -300, max: 300 })).map(([half, off]) => {
      return BigInt(0x0a00_0000 + half * 65_536 + off);
    });
    const ranges = fc.tuple(near, fc.integer({ min: 6, max: 32 })).map(([value, prefix]): Cidr => {
      const size = 1n << BigInt(32 - prefix);
      const first = value - (value % size);
      return { family: 4, prefix, first, last: first + size - 1n };
    });
    fc.assert(
      fc.property(fc.uniqueArray(ranges, { maxLength: 30, selector: formatCidr }), fc.array(near), (list, values) => {
        const index = createRangeIndex(list.map((one, value) => ({ range: one, value })));
        for (const value of values) {
          expect(index.find(formatAddress(4, value))).toBe(slowFind(list, { family: 4, value }));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds the first and last address of the whole space', () => {
    const index = indexOf('0.0.0.0/0', '255.255.255.255/32', '::/0', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128');
    expect(index.find('0.0.0.0')).toBe(0);
    expect(index.find('255.255.255.254')).toBe(0);
    expect(index.find('255.255.255.255')).toBe(1);
    expect(index.find('::')).toBe(2);
    expect(index.find('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toBe(3);
  });

  it('takes a mapped address for IPv4', () => {
    const index = indexOf('192.0.2.0/24', '::/0');
    expect(index.find('::ffff:192.0.2.7')).toBe(0);
    expect(index.find('::FFFF:C000:0207')).toBe(0);
    expect(index.find('::ffff:198.51.100.1')).toBe(NOT_FOUND);
  });

  it.each([
    '',
    ' ',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4 ',
    '1..2.3',
    '0x7f.0.0.1',
    '192.0.2.1:80',
    '192.0.2.1.',
    '192.0.2.0/24',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '[::1]',
    '::1.2.3',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::1:',
    '__proto__',
    '１.2.3.4',
  ])('says that %j is in no range', (text) => {
    expect(indexOf('0.0.0.0/0', '::/0').find(text)).toBe(NOT_FOUND);
  });

  it('reads the same IPv6 addresses as ipaddr.js', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const bytes = ipaddr.IPv6.parse(text).toByteArray();
        const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
        const canonical = formatAddress(6, value);
        fc.pre(!ipaddr.IPv6.parse(text).isIPv4MappedAddress());
        const index = createRangeIndex([{ range: { family: 6, prefix: 128, first: value, last: value }, value: 7 }]);
        expect(index.find(text)).toBe(7);
        expect(index.find(canonical)).toBe(7);
        expect(canonical).toBe(ipaddr.IPv6.parse(text).toRFC5952String());
      }),
      { numRuns: 500 },
    );
  });
});
