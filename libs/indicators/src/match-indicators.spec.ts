import { domainToASCII } from 'node:url';
import { formatAddress } from '@lianfang/addresses';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { IndicatorReader } from './indicator-reader';
import type { IndicatorSet, Observable, Occasion } from './indicator-set';
import { matchIndicators } from './match-indicators';

const HEADER = 'type,value,scope,tlp,provider,id,confidence,valid_from,valid_until';
const TAIPEI: Occasion = { county: '63000', time: Date.parse('2026-11-22T12:00:00+08:00') };

function setOf(lines: readonly string[]): IndicatorSet {
  const reader = new IndicatorReader({ isCounty: (code) => /^\d{5}$/.test(code) });
  reader.take(Buffer.from(`${[HEADER, ...lines].join('\n')}\n`));
  while (reader.index()) continue;
  const result = reader.result();
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A set of these values, whose ids are the values themselves. */
function nationalSet(values: readonly string[]): IndicatorSet {
  return setOf(values.map((value) => `${typeOf(value)},${value},national,GREEN,us,${value},,,`));
}

function typeOf(value: string): string {
  if (value.includes(':')) return 'ipv6-addr';
  return /^[\d./]+$/.test(value) ? 'ipv4-addr' : 'domain-name';
}

function idsNamed(set: IndicatorSet, value: string, occasion = TAIPEI, kind: Observable['kind'] = 'address'): string[] {
  return matchIndicators(set, [{ kind, field: 'source.ip', value }], occasion).matches.map(
    ({ indicator }) => indicator.id,
  );
}

describe('matchIndicators', () => {
  it('says what an event named, where, and under which file', () => {
    const id = 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f';
    const set = setOf([`ipv4-addr,203.0.113.0/24,63000 65000,TLP:AMBER,TWCERT/CC,${id},85,2026-01-01T00:00:00Z,`]);
    const observables: Observable[] = [
      { kind: 'address', field: 'source.ip', value: '203.0.113.9' },
      { kind: 'address', field: 'destination.ip', value: '10.1.0.1' },
    ];
    expect(matchIndicators(set, observables, TAIPEI)).toEqual({
      set: set.hash,
      matches: [
        {
          indicator: {
            id,
            type: 'ipv4-addr',
            value: '203.0.113.0/24',
            provider: 'TWCERT/CC',
            tlp: 'AMBER',
            scope: ['63000', '65000'],
            confidence: 85,
            validFrom: Date.UTC(2026, 0, 1),
          },
          matched: { field: 'source.ip', value: '203.0.113.9' },
        },
      ],
      over: 0,
    });
  });

  it('gives an id back as it came, whether it is a STIX id or looks like one', () => {
    const ids = [
      'indicator--00000000-0000-4000-8000-000000000000',
      'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cdff',
      'indicator--8E2E2D2B-17d4-4cbf-938f-98ee46b3cdff',
      'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cdfg',
      'indicator--8e2e2d2b017d4-4cbf-938f-98ee46b3cdff',
      'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cdf',
      '情資 2026-114',
    ];
    for (const id of ids) {
      const set = setOf([`ipv4-addr,203.0.113.7,national,GREEN,us,${id},,,`]);
      expect(idsNamed(set, '203.0.113.7')).toEqual([id]);
    }
  });

  it('lists overlapping networks, the narrowest first', () => {
    const set = nationalSet(['203.0.0.0/16', '203.0.113.0/24', '203.0.113.7', '2001:db8::/32']);
    expect(idsNamed(set, '203.0.113.7')).toEqual(['203.0.113.7', '203.0.113.0/24', '203.0.0.0/16']);
    expect(idsNamed(set, '::ffff:203.0.113.8')).toEqual(['203.0.113.0/24', '203.0.0.0/16']);
    expect(idsNamed(set, '2001:DB8:0::5')).toEqual(['2001:db8::/32']);
    expect(idsNamed(set, '203.1.0.1')).toEqual([]);
  });

  it('lists eight, and counts the rest', () => {
    const networks = Array.from({ length: 12 }, (_unused, at) => 32 - at).map((prefix) =>
      ipaddr.IPv4.networkAddressFromCIDR(`203.0.113.7/${prefix}`).toString().concat(`/${prefix}`),
    );
    const found = matchIndicators(
      nationalSet(networks),
      [{ kind: 'address', field: 'source.ip', value: '203.0.113.7' }],
      TAIPEI,
    );
    expect(found.matches.map(({ indicator }) => indicator.id)).toEqual(networks.slice(0, 8));
    expect(found.over).toBe(4);
  });

  it('lists eight that the county may know beside eight that only the centre may: none hides another', () => {
    const network = (prefix: number): string =>
      ipaddr.IPv4.networkAddressFromCIDR(`203.0.113.7/${prefix}`).toString().concat(`/${prefix}`);
    const lines = Array.from({ length: 24 }, (_unused, at) => {
      const scope = at < 12 ? 'centre' : 'national';
      return `ipv4-addr,${network(32 - at)},${scope},AMBER,us,${scope} ${32 - at},,,`;
    });
    const set = setOf([...lines, 'ipv4-addr,10.8.0.1,national,GREEN,us,own,,,']);
    const observables: Observable[] = [
      { kind: 'address', field: 'source.ip', value: '203.0.113.7' },
      { kind: 'address', field: 'destination.ip', value: '10.8.0.1' },
    ];
    const listed = (occasion: Occasion): string[] =>
      matchIndicators(set, observables, occasion).matches.map(({ indicator }) => indicator.id);
    const eight = (scope: string, from: number): string[] =>
      Array.from({ length: 8 }, (_unused, at) => `${scope} ${from - at}`);
    expect(listed(TAIPEI)).toEqual([...eight('centre', 32), ...eight('national', 20)]);
    expect(matchIndicators(set, observables, TAIPEI).over).toBe(9);
    // Of another county's side its people learn nothing, so what stood there takes no place of theirs.
    expect(listed({ ...TAIPEI, masked: 'source' })).toEqual([...eight('centre', 32), 'own']);
  });

  it('takes a domain for itself, and `*.` for every name below it, as response policy zones do', () => {
    const set = nationalSet(['evil.example', '*.evil.example', '*.www.evil.example', '壞人.example', 'other.example']);
    const named = (name: string): string[] => idsNamed(set, name, TAIPEI, 'domain');
    expect(named('evil.example')).toEqual(['evil.example']);
    expect(named('EVIL.Example.')).toEqual(['evil.example']);
    expect(named('www.evil.example')).toEqual(['*.evil.example']);
    expect(named('a.b.www.evil.example')).toEqual(['*.www.evil.example', '*.evil.example']);
    expect(named('notevil.example')).toEqual([]);
    expect(named('example')).toEqual([]);
    expect(named(domainToASCII('壞人.example'))).toEqual(named('壞人.example'));
    expect(named('壞人.example')).toEqual(['壞人.example']);
    for (const strange of ['', '.', '..', 'a'.repeat(10_000), 'evil.example..', '__proto__', 'evil.example\u0000']) {
      expect(named(strange)).toEqual([]);
    }
  });

  it('goes by the time of the event', () => {
    const set = setOf([
      'ipv4-addr,203.0.113.7,national,GREEN,us,expired,,,2026-11-22T12:00:00+08:00',
      'ipv4-addr,203.0.113.7,national,GREEN,us,in force,,2026-11-22T12:00:00+08:00,2026-11-22T12:00:00.001+08:00',
      'ipv4-addr,203.0.113.7,national,GREEN,us,to come,,2026-11-22T12:00:00.001+08:00,',
      'ipv4-addr,203.0.113.7,national,GREEN,us,always,,,',
    ]);
    const at = (time: number): string[] => idsNamed(set, '203.0.113.7', { ...TAIPEI, time });
    expect(at(TAIPEI.time - 1)).toEqual(['expired', 'always']);
    expect(at(TAIPEI.time)).toEqual(['in force', 'always']);
    expect(at(TAIPEI.time + 1)).toEqual(['to come', 'always']);
  });

  it("is for the counties of an indicator's scope; what is the centre's is told to the centre", () => {
    const set = setOf([
      'ipv4-addr,203.0.113.7,63000,RED,us,of Taipei,,,',
      'ipv4-addr,203.0.113.7,65000 66000,AMBER,us,of others,,,',
      'ipv4-addr,203.0.113.7,national,GREEN,us,of all,,,',
      'ipv4-addr,203.0.113.7,centre,RED,us,of the centre,,,',
    ]);
    const of = (county: string): string[] => idsNamed(set, '203.0.113.7', { ...TAIPEI, county });
    expect(of('63000')).toEqual(['of Taipei', 'of all', 'of the centre']);
    expect(of('66000')).toEqual(['of others', 'of all', 'of the centre']);
    expect(of('10002')).toEqual(['of all', 'of the centre']);
    expect(of('unlocated')).toEqual(['of all', 'of the centre']);
  });

  it('finds what a look at every network by another library finds', () => {
    const near = fc.tuple(fc.constantFrom<4 | 6>(4, 6), fc.bigInt(0n, 1023n)).map(([family, low]) => {
      const value = family === 4 ? 0xcb00_7100n + low : (0x2001_0db8n << 96n) + (low << 60n) + low;
      return { family, value };
    });
    const network = fc.tuple(near, fc.integer({ min: 0, max: 24 })).map(([{ family, value }, free]) => {
      const width = BigInt(family === 4 ? free : free * 4);
      return `${formatAddress(family, (value >> width) << width)}/${(family === 4 ? 32 : 128) - Number(width)}`;
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(network, { maxLength: 30 }),
        fc.array(near, { maxLength: 20 }),
        (networks, addresses) => {
          const set = nationalSet(networks);
          for (const { family, value } of addresses) {
            const address = formatAddress(family, value);
            const wanted = networks.filter((one) => {
              const [parsed, range] = [ipaddr.parse(address), ipaddr.parseCIDR(one)];
              return parsed.kind() === range[0].kind() && parsed.match(range);
            });
            const narrowestFirst = wanted.sort((a, b) => Number(b.split('/')[1]) - Number(a.split('/')[1]));
            expect(idsNamed(set, address)).toEqual(narrowestFirst.slice(0, 8));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds each of many, and nothing else', () => {
    const values = Array.from({ length: 30_000 }, (_unused, at) => [
      formatAddress(4, BigInt(0x0b00_0000 + at * 7)),
      formatAddress(6, (0x2001_0db8n << 96n) + BigInt(at) * 3n),
      `host-${at}.evil.example`,
    ]).flat();
    const set = nationalSet(values);
    expect(set.size).toBe(values.length);
    const lost = values.filter((value) => {
      const kind = typeOf(value) === 'domain-name' ? 'domain' : 'address';
      return idsNamed(set, value, TAIPEI, kind)[0] !== value;
    });
    expect(lost).toEqual([]);
    expect(idsNamed(set, formatAddress(4, 0x0b00_0001n))).toEqual([]);
    expect(idsNamed(set, 'host-30000.evil.example', TAIPEI, 'domain')).toEqual([]);
  });
});
