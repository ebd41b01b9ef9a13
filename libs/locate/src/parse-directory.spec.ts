import { createHash } from 'node:crypto';
import { parseDirectory } from './parse-directory';

const GOOD = `# a comment
counties:
  - { code: 63000, name: { zh: 臺北市, en: Taipei City } }
  - code: 09007
    name:
      zh: 連江縣
      en: Lienchiang County
agencies:
  - id: taipei-government
    county: 63000
    name: { zh: 臺北市政府, en: Taipei City Government }
    protectedAddresses: 4000
    ranges: [10.1.0.0/16, 2001:DB8:0001:0::/48]
  - id: lienchiang-police
    county: '09007'
    name: { zh: 連江縣警察局, en: 'Lienchiang County Police Bureau' }
    protectedAddresses: 0
    ranges:
      - 192.0.2.0/28
`;

/** The problems of the good file after one replacement, as `line: reason`. */
function problemsAfter(from: string, to: string): string[] {
  expect(GOOD).toContain(from);
  const parsed = parseDirectory(GOOD.replace(from, to));
  return parsed.ok ? [] : parsed.error.map(({ line, reason }) => `${line}: ${reason}`);
}

/** The same as codes, with what stands in the text. */
function saidAfter(from: string, to: string): unknown[] {
  expect(GOOD).toContain(from);
  const parsed = parseDirectory(GOOD.replace(from, to));
  return parsed.ok ? [] : parsed.error.map(({ code, values }) => ({ code, values }));
}

describe('parseDirectory', () => {
  it.each([
    ['protectedAddresses: 0', 'protectedAddresses: -5', 'protected-addresses', { text: '-5' }],
    ['protectedAddresses: 0', 'addresses: 5', 'missing', { key: 'protectedAddresses' }],
    ['192.0.2.0/28', '192.0.2.0', 'range', { text: '192.0.2.0' }],
    ['192.0.2.0/28', '192.0.2.999/28', 'range-address', { text: '192.0.2.999/28' }],
    ['192.0.2.0/28', '192.0.2.0/64', 'range-prefix', { text: '192.0.2.0/64', most: '32' }],
    ['192.0.2.0/28', '192.0.2.1/28', 'range-host-bits', { text: '192.0.2.1/28', write: '192.0.2.0/28' }],
    ['192.0.2.0/28', '10.1.0.0/16', 'range-twice', { text: '10.1.0.0/16', line: expect.stringMatching(/^\d+$/) }],
    ['lienchiang-police', 'Lienchiang', 'agency-id', { id: 'Lienchiang' }],
    ['lienchiang-police', 'taipei-government', 'agency-twice', { id: 'taipei-government' }],
    ['連江縣警察局', '台北市警察局', 'official-name', { write: '臺北市警察局', text: '台北市警察局' }],
    ['連江縣警察局', '\u202e', 'name', { key: 'name.zh', most: '120' }],
    ['09007', '09008', 'county-code-of', { text: '09008', name: '連江縣', write: '09007' }],
    ['09007', '63000', 'county-twice', { county: '63000' }],
    ['09007', '09008', 'county-not-listed', { county: '09007' }],
    ['counties:', 'county:', 'unknown-key', { key: 'county', keys: 'counties, agencies' }],
    ['counties:', 'county:', 'no-list', { key: 'counties' }],
    ['counties:', '{', 'yaml', { message: expect.any(String) }],
  ])('says as a code what is wrong: %s -> %s is %s', (from, to, code, values) => {
    expect(saidAfter(from, to)).toContainEqual({ code, values });
  });

  it('reads counties, agencies and ranges, and names the file by its hash', () => {
    const parsed = parseDirectory(GOOD);
    expect(parsed).toEqual({
      ok: true,
      value: {
        hash: createHash('sha256').update(GOOD).digest('hex'),
        counties: [
          { code: '63000', name: { zh: '臺北市', en: 'Taipei City' } },
          { code: '09007', name: { zh: '連江縣', en: 'Lienchiang County' } },
        ],
        agencies: [
          {
            id: 'taipei-government',
            county: '63000',
            name: { zh: '臺北市政府', en: 'Taipei City Government' },
            protectedAddresses: 4000,
            ranges: ['10.1.0.0/16', '2001:db8:1::/48'],
          },
          {
            id: 'lienchiang-police',
            county: '09007',
            name: { zh: '連江縣警察局', en: 'Lienchiang County Police Bureau' },
            protectedAddresses: 0,
            ranges: ['192.0.2.0/28'],
          },
        ],
      },
    });
  });

  it.each([
    [
      'another county’s name',
      'zh: 臺北市,',
      'zh: 高雄市,',
      '3: county 63000: write "臺北市", its official name, not "高雄市"',
    ],
    [
      'a simplified name',
      'zh: 連江縣\n',
      'zh: 连江县\n',
      '6: county 09007: write "連江縣", its official name, not "连江县"',
    ],
    ['an unknown county code', 'code: 63000', 'code: 63001', '3: unknown county code "63001"; 臺北市 is 63000'],
    [
      'a county that is not listed',
      "'09007'",
      '10002',
      '15: agency lienchiang-police: unknown county code "10002"; it must be one of those under `counties`',
    ],
    ['a county twice', 'code: 09007', 'code: 63000', '4: county 63000 is there twice'],
    [
      'an agency id twice',
      'id: lienchiang-police',
      'id: taipei-government',
      '14: agency id "taipei-government" is there twice',
    ],
    [
      'a bad agency id',
      'id: taipei-government',
      'id: Taipei_Government',
      '9: agency id "Taipei_Government" must be lower case letters, digits and single "-"',
    ],
    [
      'host bits',
      '192.0.2.0/28',
      '192.0.2.5/28',
      '19: agency lienchiang-police: "192.0.2.5/28" has host bits set; write it as 192.0.2.0/28',
    ],
    [
      'host bits of IPv6',
      '2001:DB8:0001:0::/48',
      '2001:db8:1::1/48',
      '13: agency taipei-government: "2001:db8:1::1/48" has host bits set; write it as 2001:db8:1::/48',
    ],
    [
      'no range at all',
      '192.0.2.0/28',
      'everything',
      '19: agency lienchiang-police: "everything" is not a range; write it as 192.0.2.0/24 or 2001:db8::/32',
    ],
    [
      'a leading zero',
      '192.0.2.0/28',
      '192.00.2.0/28',
      '19: agency lienchiang-police: "192.00.2.0/28" does not begin with an IPv4 or IPv6 address',
    ],
    [
      'too long a prefix',
      '192.0.2.0/28',
      '192.0.2.0/33',
      '19: agency lienchiang-police: "192.0.2.0/33" has a prefix above 32',
    ],
    [
      'the same range twice',
      '192.0.2.0/28',
      '2001:db8:1::/48',
      '19: agency lienchiang-police: range 2001:db8:1::/48 is there twice, first at agency taipei-government (line 13)',
    ],
    ['a missing name', 'zh: 臺北市政府, ', '', '11: the name of agency taipei-government must have `zh`'],
    [
      'an empty name',
      "'Lienchiang County Police Bureau'",
      "' '",
      '16: agency lienchiang-police: name.en must have 1 to 120 characters, all of them visible',
    ],
    [
      'a name that turns the text',
      'Taipei City Government',
      '"Taipei \\u202e"',
      '11: agency taipei-government: name.en must have 1 to 120 characters, all of them visible',
    ],
    [
      '台 in a county name',
      'zh: 臺北市,',
      'zh: 台北市,',
      '3: county 63000: write "臺北市", with the official 臺, not "台北市"',
    ],
    [
      '台 in an agency name',
      'zh: 臺北市政府',
      'zh: 台北市政府',
      '11: agency taipei-government: write "臺北市政府", with the official 臺, not "台北市政府"',
    ],
    [
      'missing addresses',
      '    protectedAddresses: 4000\n',
      '',
      '9: agency taipei-government must have `protectedAddresses`',
    ],
    [
      'a negative number',
      'protectedAddresses: 4000',
      'protectedAddresses: -1',
      '12: agency taipei-government: protectedAddresses must be a whole number of at least 0, not "-1"',
    ],
    [
      'a fraction',
      'protectedAddresses: 4000',
      'protectedAddresses: 1.5',
      '12: agency taipei-government: protectedAddresses must be a whole number of at least 0, not "1.5"',
    ],
    [
      'an unknown key',
      'protectedAddresses: 4000',
      'protectedAdresses: 4000',
      '12: unknown key "protectedAdresses" in an agency; the keys are id, county, name, protectedAddresses, ranges',
    ],
    ['a key twice', 'protectedAddresses: 4000', 'county: 63000', '12: not valid YAML: Map keys must be unique'],
  ])('refuses %s, with its line', (_what, from, to, problem) => {
    expect(problemsAfter(from, to)).toContain(problem);
  });

  it.each([
    ['', '1: the file must be a mapping with the keys counties, agencies'],
    ['- 1\n', '1: the file must be a mapping with the keys counties, agencies'],
    ['counties: []\nagencies: []\n', '1: the directory must have a list `counties` with at least one item'],
    ['a: [1\n', '2: not valid YAML'],
  ])('refuses the whole file %j', (text, problem) => {
    const parsed = parseDirectory(text);
    expect(parsed.ok ? [] : parsed.error.map(({ line, reason }) => `${line}: ${reason}`).join('\n')).toContain(problem);
  });

  it('tells all problems at once, in the order of lines', () => {
    const text = GOOD.replace('4000', '-4').replace('192.0.2.0/28', '192.0.2.1/28').replace('臺北市,', '台北市,');
    const parsed = parseDirectory(text);
    const lines = parsed.ok ? [] : parsed.error.map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(lines).toEqual(expect.arrayContaining([3, 12, 19]));
  });

  it('does not take a key of the prototype for a county', () => {
    const parsed = parseDirectory(GOOD.replace("'09007'", '__proto__'));
    expect(parsed.ok).toBe(false);
  });
});
