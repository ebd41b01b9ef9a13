import type { Endpoint, ThreatEvent } from '@lianfang/contract';
import { createCountryTable } from './country-table';
import { createLocator } from './create-locator';
import { parseDirectory } from './parse-directory';

const DIRECTORY = `
counties:
  - { code: 63000, name: { zh: 臺北市, en: Taipei City } }
  - { code: 66000, name: { zh: 臺中市, en: Taichung City } }
agencies:
  - { id: taipei, county: 63000, name: { zh: 臺北市政府, en: Taipei }, protectedAddresses: 1, ranges: [10.1.0.0/16, 2001:db8:1::/48] }
  - { id: taipei-police, county: 63000, name: { zh: 臺北市政府警察局, en: Police }, protectedAddresses: 1, ranges: [10.1.8.0/24] }
  - { id: taichung, county: 66000, name: { zh: 臺中市政府, en: Taichung }, protectedAddresses: 1, ranges: [10.2.0.0/16] }
`;

function locator(countries = 'range,country\n198.18.0.0/15,NL\n10.0.0.0/8,US\n') {
  const directory = parseDirectory(DIRECTORY);
  const table = createCountryTable(Buffer.from(countries));
  if (!directory.ok || !table.ok) throw new Error(JSON.stringify([directory, table]));
  return createLocator(directory.value, table.value);
}

function event(source: Endpoint, destination: Endpoint, initiator: ThreatEvent['initiator'] = 'source'): ThreatEvent {
  return {
    format: 'test',
    eventId: '1',
    alsoKnownAs: [],
    time: 0,
    source,
    destination,
    initiator,
    rule: {},
    disposition: 'blocked',
    category: 'other',
    severity: 'low',
  };
}

const TAIPEI = { ip: '10.1.0.1' };
const POLICE = { ip: '10.1.8.1' };
const TAICHUNG = { ip: '10.2.0.1' };
const ABROAD = { ip: '198.18.7.7' };
const NOWHERE = { ip: '203.0.113.1' };

describe('createLocator', () => {
  const { locate } = locator();

  it('counts an attack from outside for the county of the target', () => {
    expect(locate(event(ABROAD, TAIPEI))).toEqual({
      county: '63000',
      agency: 'taipei',
      direction: 'inbound',
      sourceCountry: 'NL',
    });
    expect(locate(event(NOWHERE, { ip: '2001:db8:1::5' }))).toMatchObject({ agency: 'taipei', sourceCountry: 'ZZ' });
  });

  it('gives a nested range to the narrower one', () => {
    expect(locate(event(ABROAD, POLICE))).toMatchObject({ agency: 'taipei-police' });
  });

  it('takes a protected initiator for a suspected compromise, at home whatever the country table says', () => {
    expect(locate(event(TAIPEI, ABROAD))).toEqual({
      county: '63000',
      agency: 'taipei',
      direction: 'outbound',
      initiatorCounty: '63000',
      initiatorAgency: 'taipei',
      sourceCountry: 'TW',
    });
  });

  it('follows the initiator, not the direction of the packet', () => {
    expect(locate(event(TAIPEI, ABROAD, 'destination'))).toMatchObject({ direction: 'inbound', sourceCountry: 'NL' });
    expect(locate(event(ABROAD, TAIPEI, 'destination'))).toMatchObject({ direction: 'outbound', sourceCountry: 'TW' });
  });

  it('takes an event within one agency for internal, and one that leaves it for outbound', () => {
    const other = { ip: '10.1.0.2' };
    expect(locate(event(TAIPEI, other))).toMatchObject({ agency: 'taipei', direction: 'internal' });
    expect(locate(event(TAIPEI, ABROAD))).toMatchObject({ agency: 'taipei', direction: 'outbound' });
  });

  it('gives the same object for the same place', () => {
    expect(locate(event(ABROAD, TAIPEI))).toBe(locate(event({ ip: '198.18.9.9' }, { ip: '10.1.3.3' })));
    expect(locate(event(ABROAD, NOWHERE))).toBe(locate(event(ABROAD, { ip: '203.0.113.9' })));
  });

  it('finds an address by its number as by its text', () => {
    const [asText, asNumber] = [locator(), locator()];
    let state = 5;
    for (let times = 0; times < 20_000; times += 1) {
      const [from = 0, to = 0] = [0, 0].map(() => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        // Where ranges begin and end, and anywhere.
        const edge = [0x0a010000, 0x0a010800, 0x0a010900, 0x0a020000, 0x0a030000, 0xc6120000, 0xc6140000][state % 9];
        return edge === undefined ? state : (edge + ((state >>> 8) % 3) - 1) >>> 0;
      });
      const [source, destination] = [from, to].map((ipv4) => ({
        ip: [24, 16, 8, 0].map((shift) => (ipv4 >>> shift) & 255).join('.'),
        ipv4,
      }));
      const byText = asText.locate(event({ ip: source?.ip ?? '' }, { ip: destination?.ip ?? '' }));
      const byNumber = asNumber.locate(event({ ipv4: from }, { ipv4: to }));
      if (JSON.stringify(byText) !== JSON.stringify(byNumber)) expect([source, destination, byNumber]).toEqual(byText);
    }
  });

  it('counts an internal event once, for the side that did not begin it', () => {
    const place = { county: '66000', agency: 'taichung' };
    const initiator = { initiatorCounty: '63000', initiatorAgency: 'taipei' };
    const expected = { ...place, direction: 'internal', ...initiator, sourceCountry: 'TW' };
    expect(locate(event(TAIPEI, TAICHUNG))).toEqual(expected);
    expect(locate(event(TAICHUNG, TAIPEI, 'destination'))).toEqual(expected);
  });

  it('never gives an event without a protected side to a county', () => {
    const expected = { county: 'unlocated', direction: 'unlocated', sourceCountry: 'NL' };
    expect(locate(event(ABROAD, NOWHERE))).toEqual(expected);
    expect(locate(event({}, {}))).toEqual({ ...expected, sourceCountry: 'ZZ' });
    expect(locate(event({ ip: 'constructor' }, { port: 80 }))).toEqual({ ...expected, sourceCountry: 'ZZ' });
  });

  it('has a hash that names directory and country table', () => {
    expect(locator().hash).toBe(locator().hash);
    expect(locator('range,country\n198.18.0.0/15,SE\n').hash).not.toBe(locator().hash);
  });

  it('says which range of which agency it cannot read', () => {
    const [directory, table] = [
      parseDirectory(DIRECTORY),
      createCountryTable(Buffer.from('range,country\n198.18.0.0/15,NL\n')),
    ];
    if (!directory.ok || !table.ok) throw new Error('not read');
    const agencies = directory.value.agencies.map((agency) => ({ ...agency, ranges: ['10.1.0.1/16'] }));
    expect(() => createLocator({ ...directory.value, agencies }, table.value)).toThrow(
      'LF-LOCATE-RANGE: agency taipei: "10.1.0.1/16" has host bits set; write it as 10.1.0.0/16.',
    );
  });
});
