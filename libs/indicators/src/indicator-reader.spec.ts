import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { IndicatorReader, type IndicatorReaderOptions } from './indicator-reader';
import type { IndicatorSet } from './indicator-set';

const HEADER = 'type,value,scope,tlp,provider,id';
const COUNTIES = ['63000', '65000'];

interface Outcome {
  readonly set: IndicatorSet | undefined;
  readonly problems: readonly string[];
}

/** Reads a file in parts of some bytes. */
function read(file: string | Buffer, part = 50, options: Partial<IndicatorReaderOptions> = {}): Outcome {
  const reader = new IndicatorReader({ isCounty: (code) => COUNTIES.includes(code), ...options });
  const bytes = Buffer.from(file as string);
  for (let at = 0; at < bytes.length; at += part) reader.take(bytes.subarray(at, at + part));
  while (reader.index()) expect(reader.isHopeless).toBe(false);
  const result = reader.result();
  if (result.ok) return { set: result.value, problems: [] };
  return { set: undefined, problems: result.error.map(({ line, reason }) => `${line}: ${reason}`) };
}

/** A file of one line, beside the columns that each must have. */
function problemsOf(change: Partial<Record<string, string>>): readonly string[] {
  const line = {
    type: 'ipv4-addr',
    value: '203.0.113.7',
    scope: 'national',
    tlp: 'GREEN',
    provider: 'TWCERT/CC',
    id: 'one',
    confidence: '',
    valid_from: '',
    valid_until: '',
    ...change,
  };
  return read(`${Object.keys(line).join(',')}\n${Object.values(line).join(',')}\n`).problems;
}

const ONE = 'ipv4-addr,203.0.113.7,national,GREEN,TWCERT/CC,one';

describe('IndicatorReader', () => {
  it('reads a file whatever the parts in which it comes', () => {
    const file = `\uFEFF# 情資\r\n${HEADER},confidence\r\n\r\n${ONE},80\r\n"domain-name",evil.example,63000 65000,TLP:AMBER,"國家, ""N-CERT""",two,\r\n`;
    const parts = Array.from({ length: 60 }, (_unused, at) => at + 1);
    const hashes = parts.map((part) => {
      const { set, problems } = read(file, part);
      expect(problems).toEqual([]);
      expect([set?.size, set?.repeated, set?.hasDomains]).toEqual([2, 0, true]);
      return set?.hash;
    });
    expect(new Set(hashes).size).toBe(1);
  });

  it("reads the demonstration's file", () => {
    const file = readFileSync('deploy/local/demonstration/indicators.csv');
    const { set, problems } = read(file, 1_000, { isCounty: (code) => /^[0-9]{5}$/.test(code) });
    expect([problems, set?.hasDomains, (set?.size ?? 0) > 3]).toEqual([[], true, true]);
  });

  it('takes columns in any order, and a file without entries', () => {
    expect(read(`id,provider,tlp,scope,value,type\none,us,RED,centre,2001:db8::/32,ipv6-addr\n`).set?.size).toBe(1);
    expect(read(`${HEADER}\n`).set).toMatchObject({ size: 0, hasDomains: false });
  });

  it.each([
    ['', '1: the file has no line that names its columns'],
    [`${ONE}\n`, /^1: "ipv4-addr" is no column; the first line names them: type,value,/],
    ['type,value,scope,tlp\n', /^1: the first line must name the columns .*; add provider,id$/],
    [`${HEADER},id\n`, '1: the column id is there twice'],
    [`${HEADER}\n${ONE}`, /^2: the last line does not end: the file may still be being written/],
    [`${HEADER}\n${ONE},x\n`, '2: 7 fields instead of 6; put a field with a comma in quotes'],
    [`${HEADER}\n"ipv4-addr,203\n`, '2: quotes are not closed; write a quote in a quoted field twice'],
    [`${HEADER}\n${'x'.repeat(5_000)}\n`, /^2: a line of more than 4096/],
    ['x'.repeat(10_000), /^1: a line of more than 4096/],
  ])('refuses a bad file, %#', (file, problem) => {
    expect(read(file).problems).toEqual([typeof problem === 'string' ? problem : expect.stringMatching(problem)]);
  });

  it.each<[string, Partial<Record<string, string>>]>([
    ['"file" is no type that is looked for; write one of ipv4-addr, ipv6-addr, domain-name', { type: 'file' }],
    [
      '"203.0.113.300" is no IPv4 address or network; write it as 192.0.2.1 or 192.0.2.0/24',
      { value: '203.0.113.300' },
    ],
    [
      '"203.0.113.7/33" is no IPv4 address or network; write it as 192.0.2.1 or 192.0.2.0/24',
      { value: '203.0.113.7/33' },
    ],
    ['"203.0.113.7/24" has host bits set; write it as 203.0.113.0/24', { value: '203.0.113.7/24' }],
    ['"0.0.0.0/0" is too wide to name anybody; the shortest prefix is /8', { value: '0.0.0.0/0' }],
    ['"2001:db8::1/32" has host bits set; write it as 2001:db8::/32', { type: 'ipv6-addr', value: '2001:db8::1/32' }],
    [
      '"::ffff:203.0.113.7" is an IPv4 address; write it as such, with the type ipv4-addr',
      { type: 'ipv6-addr', value: '::ffff:203.0.113.7' },
    ],
    ['"2000::/3" is too wide to name anybody; the shortest prefix is /16', { type: 'ipv6-addr', value: '2000::/3' }],
    ...[
      'com',
      '*.com',
      '203.0.113.7',
      'a b.example',
      '*',
      '-a.example',
      'a..example',
      `${'a.'.repeat(130)}example`,
    ].map((value): [string, Partial<Record<string, string>>] => [
      `${JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)} is no domain; write it as example.org, or *.example.org for every name below it`,
      { type: 'domain-name', value },
    ]),
    ['"10002" is no county; write 5-digit codes with a blank between', { scope: '63000 10002' }],
    ['`scope` must be "national", "centre", or 5-digit codes of counties', { scope: '' }],
    ['`scope` must be "national", "centre", or 5-digit codes of counties', { scope: 'national 63000' }],
    ['"WHITE" is no label of TLP 2.0; write one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED', { tlp: 'WHITE' }],
    ['TLP RED is not for the whole nation; name the counties that it is for, or "centre"', { tlp: 'RED' }],
    [
      'TLP AMBER+STRICT is not for the whole nation; name the counties that it is for, or "centre"',
      { tlp: 'AMBER+STRICT' },
    ],
    ['`provider` must have 1 to 100 characters that print', { provider: 'a\u202eb' }],
    ['`id` must have 1 to 200 characters that print', { id: '' }],
    ['`confidence` must be a whole number from 0 to 100, or empty', { confidence: '101' }],
    [
      '`valid_until` must be after `valid_from`',
      { valid_from: '2026-01-02T00:00:00Z', valid_until: '2026-01-02T08:00:00+08:00' },
    ],
    [
      '`valid_from` must be an instant with its zone, such as 2026-11-22T12:00:00+08:00, not "2026-02-30T00:00:00Z"',
      { valid_from: '2026-02-30T00:00:00Z' },
    ],
    [
      '`valid_until` must be an instant with its zone, such as 2026-11-22T12:00:00+08:00, not "2026-01-01"',
      { valid_until: '2026-01-01' },
    ],
  ])('says %s', (reason, change) => {
    expect(problemsOf(change)).toEqual([`2: ${reason}`]);
  });

  it('names each bad line, and refuses the file whole', () => {
    const lines = [HEADER, ONE, 'domain-name,com,national,GREEN,us,two', ONE.replace('one', 'three'), 'x'];
    const { set, problems } = read(`${lines.join('\n')}\n`);
    expect(set).toBeUndefined();
    expect(problems.map((problem) => problem.slice(0, 5))).toEqual(['3: "c', '5: 1 ']);
  });

  it('names the lines that are not UTF-8', () => {
    const big5 = Buffer.from([0xa5, 0xfe, 0xc6, 0x57]);
    const file = Buffer.concat([Buffer.from(`${HEADER}\n${ONE}\n`), big5, Buffer.from(`\n${ONE}\n`)]);
    expect(read(file).problems).toEqual(['3: not UTF-8; save the file as UTF-8']);
    expect(read(file, 1).problems).toEqual(['3: not UTF-8; save the file as UTF-8']);
  });

  it('gives a file up that is too large, and one that is all wrong, before it is read to its end', () => {
    const many = Array.from({ length: 11 }, (_unused, at) => `ipv4-addr,203.0.113.${at},national,GREEN,us,${at}`);
    expect(read(`${HEADER}\n${many.join('\n')}\n`, 50, { most: 10 }).problems).toEqual([
      expect.stringMatching(/^12: more than 10 indicators; leave out what has expired/),
    ]);
    const reader = new IndicatorReader({ isCounty: () => true });
    reader.take(Buffer.from(`${HEADER}\n${'nonsense\n'.repeat(5_000)}`));
    expect(reader.isHopeless).toBe(true);
    reader.take(Buffer.from('nonsense\n'.repeat(5_000)));
    const result = reader.result();
    expect(result.ok ? 0 : result.error.length).toBe(200);
  });

  it('takes a line that says the same again once, and refuses one that contradicts it', () => {
    expect(read(`${HEADER}\n${ONE}\n${ONE}\n${ONE}\n`).set).toMatchObject({ size: 1, repeated: 2 });
    const contradiction = `${HEADER}\n${ONE}\n${ONE.replace('GREEN', 'CLEAR')}\n`;
    expect(read(contradiction).problems).toEqual([
      expect.stringMatching(/^3: an earlier line has the same value and id/),
    ]);
    expect(read(`${HEADER}\n${ONE}\n${ONE.replace('one', 'two')}\n`).set).toMatchObject({ size: 2, repeated: 0 });
  });

  it('refuses more than 16 entries of one value', () => {
    const lines = Array.from({ length: 17 }, (_unused, at) => ONE.replace('one', `id-${at}`));
    expect(read(`${HEADER}\n${lines.slice(1).join('\n')}\n`).set?.size).toBe(16);
    expect(read(`${HEADER}\n${lines.join('\n')}\n`).problems).toEqual([
      '18: more than 16 lines have this value; keep the best of them',
    ]);
  });

  it('never throws, whatever the bytes', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(`${HEADER}\n`, ONE, '\n', '"', ',', '\r\n', '*.', '/', '::').map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 64 }), (pieces, part) => {
        const { set, problems } = read(Buffer.concat(pieces), part);
        expect(set === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
