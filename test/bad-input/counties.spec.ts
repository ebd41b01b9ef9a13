import { distinctQuery, seriesQuery, topQuery } from '@lianfang/contract';
import { parseDirectory } from '@lianfang/locate';

/** A directory of one county with one agency. */
function directoryOf(code: string, zh: string): string {
  const county = `counties:\n  - code: ${JSON.stringify(code)}\n    name: { zh: ${JSON.stringify(zh)}, en: A County }\n`;
  const agency = `  - { id: a-b, county: ${JSON.stringify(code)}, name: { zh: 市府, en: Hall }, protectedAddresses: 5, ranges: [10.1.0.0/16] }\n`;
  return `${county}agencies:\n${agency}`;
}

describe('B8: names of counties in the directory', () => {
  it.each([
    ['63000', '臺北市'],
    ['10014', '臺東縣'],
    ['09007', '連江縣'],
    ['10009', '雲林縣'],
  ])('%s is %s', (code, zh) => {
    expect(parseDirectory(directoryOf(code, zh)).ok).toBe(true);
  });

  it.each([
    ['63000', '台北市', 'write "臺北市", with the official 臺'],
    ['10014', '台東縣', 'write "臺東縣", with the official 臺'],
    ['63000', '臺北', 'write "臺北市", its official name'],
    ['10014', '台东县', 'write "臺東縣", its official name'],
    ['10009', '云林县', 'write "雲林縣", its official name'],
    ['63000', 'Taipei City', 'write "臺北市", its official name'],
    ['63000', '63000', 'write "臺北市", its official name'],
    ['63000', '高雄市', 'write "臺北市", its official name'],
    ['63000', '__proto__', 'write "臺北市", its official name'],
    ['63000', '<script>', 'write "臺北市", its official name'],
    ['63000', '', 'all of them visible'],
    ['63000', '臺北市\u200b', 'all of them visible'],
    ['63000', '臺北市\u202e', 'all of them visible'],
    ['63001', '臺北市', '臺北市 is 63000'],
    ['6300', '臺北市', '臺北市 is 63000'],
    ['63000 ', '臺北市', '臺北市 is 63000'],
    ['６３０００', '臺北市', '臺北市 is 63000'],
    ['Taipei', '臺北市', '臺北市 is 63000'],
    ['9007', '連江縣', '連江縣 is 09007'],
    ['unlocated', '未定位', 'must be the 5-digit code'],
    ['__proto__', '臺北市', '臺北市 is 63000'],
  ])('%s is not %s', (code, zh, reason) => {
    const parsed = parseDirectory(directoryOf(code, zh));
    const reasons = parsed.ok ? [] : parsed.error.map((problem) => problem.reason);
    expect(reasons.join('\n')).toContain(reason);
  });
});

describe('B8: counties in questions to the API', () => {
  const range = { from: '2026-11-20T00:00:00Z', to: '2026-11-20T01:00:00Z' };
  const questions = [
    ['series', (county: unknown) => seriesQuery.safeParse({ ...range, county })],
    ['distinct sources', (county: unknown) => distinctQuery.safeParse({ ...range, county })],
    ['top lists', (county: unknown) => topQuery.safeParse({ ...range, of: 'sources', county })],
  ] as const;

  it.each(questions)('%s: takes a code, or what is not located', (_name, ask) => {
    expect([ask('63000').success, ask('09007').success, ask('unlocated').success]).toEqual([true, true, true]);
  });

  it.each(questions)('%s: takes no name, no other script, nothing beside a code', (_name, ask) => {
    const bad = [
      '臺北市',
      '台北市',
      'Taipei',
      '6300',
      '630000',
      '６３０００',
      '63000\n',
      ' 63000',
      '63000,65000',
      '*',
      '',
    ];
    const worse = [
      '__proto__',
      'constructor',
      '63000" OR "1',
      '../63000',
      ['63000', '65000'],
      { $ne: '' },
      63000,
      null,
    ];
    expect([...bad, ...worse].filter((county) => ask(county).success)).toEqual([]);
  });
});
