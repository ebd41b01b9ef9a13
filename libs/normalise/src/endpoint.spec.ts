import ipaddr from 'ipaddr.js';
import fc from 'fast-check';
import { readAddress, readEndpoint, readPort } from './endpoint';

describe('readAddress', () => {
  it.each([
    ['198.51.100.23', '198.51.100.23'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:0db8:0000:0000:0000:ff00:0042:8329', '2001:db8::ff00:42:8329'],
    ['2001:DB8::1', '2001:db8::1'],
    ['::', '::'],
    ['::1', '::1'],
    ['::ffff:198.51.100.23', '198.51.100.23'],
    ['::ffff:c633:6417', '198.51.100.23'],
    ['0:0:0:0:0:ffff:c633:6417', '198.51.100.23'],
    ['fe80::1%eth0', 'fe80::1'],
    ['fe80::1%12', 'fe80::1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    // Not 192.0.2.33: the IPv4-compatible form is an IPv6 address of its own (RFC 4291, 2.5.5.1).
    ['::192.0.2.33', '::c000:221'],
    ['::0.0.0.1', '::1'],
  ])('%s is %s', (text, expected) => {
    expect(readAddress(text)).toBe(expected);
  });

  it.each([
    '',
    ' 198.51.100.23',
    '198.51.100.23.',
    '198.51.100',
    '198.51.100.256',
    '198.051.100.23',
    '0306.0063.0144.0027',
    '0xc6336417',
    '0xc6.0x33.0x64.0x17',
    '3325256727',
    '198.51.100.0/24',
    '198.51.100.23:80',
    '198.51.100.23%eth0',
    '[2001:db8::1]',
    '[2001:db8::1]:443',
    '2001:db8::1/64',
    '2001:db8::1::2',
    '2001:db8:1',
    '::ffff:198.051.100.23',
    '::ffff:0xc6.51.100.23',
    'fe80::1%',
    'example.gov.tw',
    '１９８.51.100.23',
    3325256727,
    null,
    {},
    ['198.51.100.23'],
    ':'.repeat(1_000_000),
  ])('refuses %.40p', (value) => {
    expect(readAddress(value)).toBeUndefined();
  });
});

/** As the library has it, without what is done to be fast. */
function byLibrary(text: string): string | undefined {
  if (!/^[0-9a-f:.]{2,45}$/i.test(text) || !text.includes(':') || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

describe('readAddress and a library that is slower', () => {
  const group = fc.oneof(
    fc.constantFrom('0', '0', '0000', '1', 'ffff', 'FFFF', '00a0', '12345', ''),
    fc.stringMatching(/^[0-9a-fA-F]{1,4}$/),
  );
  const shape = fc
    .tuple(fc.array(group, { maxLength: 9 }), fc.array(group, { maxLength: 5 }), fc.constantFrom('', ':', '::', '::'))
    .map(([front, back, gap]) => `${front.join(':')}${gap}${back.join(':')}`);

  it('say the same of anything that looks like an IPv6 address', () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(shape, (text) => {
        const expected = byLibrary(text);
        seen[expected === undefined ? 'no' : 'yes'] += 1;
        expect([text, readAddress(text)]).toEqual([text, expected]);
      }),
      { numRuns: 20_000, seed: 7 },
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(1_000);
  });
});

describe('readPort', () => {
  it.each([
    [0, 0],
    [-0, 0],
    [65_535, 65_535],
    ['443', 443],
    ['00443', 443],
  ])('%p is %p', (value, expected) => {
    expect(Object.is(readPort(value), expected)).toBe(true);
  });

  it.each([
    -1,
    65_536,
    80.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    '80 ',
    '1e3',
    '0x50',
    '-1',
    'http',
    true,
    null,
    [80],
  ])('refuses %p', (value) => {
    expect(readPort(value)).toBeUndefined();
  });
});

describe('readEndpoint', () => {
  const fields = (ip: unknown, port: unknown) =>
    readEndpoint({ ip: { name: 'src_ip', value: ip }, port: { name: 'src_port', value: port } });

  it('leaves out what is absent', () => {
    expect(fields(undefined, undefined)).toEqual({ ok: true, value: {} });
    expect(fields('192.0.2.1', undefined)).toEqual({ ok: true, value: { ip: '192.0.2.1' } });
  });

  it('names the field and never its content', () => {
    expect(fields('secret', 1)).toEqual({
      ok: false,
      error: { code: 'bad-field', detail: 'src_ip is not an IP address' },
    });
    expect(fields(undefined, 'secret')).toEqual({
      ok: false,
      error: { code: 'bad-field', detail: 'src_port is not a port from 0 to 65535' },
    });
  });
});
