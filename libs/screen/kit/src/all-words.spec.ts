import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Words = Readonly<Record<string, string>>;

interface Table {
  readonly file: string;
  readonly zh: Words;
  readonly en: Words;
}

const ROOT = process.cwd();

/** What Chinese text takes over from elsewhere: names of products, formats and keys that have no Chinese name here. */
const LATIN_ALLOWED = new Set(
  [
    'AA A API Alt ATT CK Chrome CSV CVE Control DNS ECS Edge EN Elasticsearch Enter Esc Firefox HTTP HTTPS HyperLogLog ID',
    'IP IPv JavaScript JSON Kafka Lianfang MITRE MODA OCSF OpenAPI Option PID RFC Safari SHA SOC TCP TLS Tab UDP URL UTC UTF',
    'NVDA VoiceOver',
    // Codes of countries that are typed.
    'US ZZ',
    'CIDR RSIT Shift Investigation WCAG accesskey axe core api docs moda atlas taiwan MIT webhook max topic offset gzip hex base YAML MiB',
  ].flatMap((line) => line.toLowerCase().split(' ')),
);
/** Words of the other language on purpose: the switch to it. */
const SWITCH = new Set<string>(['language.switch', 'language.switchLabel']);
/** The same in both languages on purpose. */
const SAME_ALLOWED = /^[^\p{L}]*$|^(CSV|JSON|API|ID|IP|URL|PID|MITRE ATT&CK|CVE)$/u;

/** The longest unit that one language writes and the other does not. */
const UNIT = 3;

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}

function exportsOf(file: string): unknown[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which files there are is known at run time alone
  return Object.values(require(join(ROOT, file)) as Record<string, unknown>);
}

function onlyTable(file: string): Words {
  const found = exportsOf(file).filter(isWords);
  if (found[0] === undefined) throw new Error(`${file} exports no table of words.`);
  return found[0];
}

/** Every table of words of every screen, from pairs of files and from files with both languages. */
function tables(): Table[] {
  const pairs = globSync('libs/screen/*/src/**/zh-hant-tw.ts', { cwd: ROOT }).map((file) => ({
    file,
    zh: onlyTable(file),
    en: onlyTable(join(dirname(file), 'en.ts')),
  }));
  const both = globSync('libs/screen/*/src/**/*words.ts', { cwd: ROOT }).flatMap((file) =>
    exportsOf(file).flatMap((value) => {
      const { 'zh-Hant-TW': zh, en } = (value ?? {}) as Record<string, unknown>;
      return isWords(zh) && isWords(en) ? [{ file, zh, en }] : [];
    }),
  );
  return [...pairs, ...both];
}

const TABLES = tables();
const bare = (text: string): string => text.replaceAll(/{{\w+}}/g, ' ');

/** What is wrong with one pair of texts. */
function faults(key: string, zh: string, en: string): string[] {
  const found: string[] = [];
  // A unit that the other language does not write is empty there.
  if ([zh, en].some((text) => text.trim() === '') && `${zh}${en}`.trim().length > UNIT) found.push('empty');
  if (zh === en && !SAME_ALLOWED.test(bare(zh).trim())) found.push(`not translated: ${zh}`);
  if (/\p{Script=Han}/u.test(en) && !SWITCH.has(key)) found.push(`Chinese in English: ${en}`);
  const foreign = [...bare(zh).matchAll(/[A-Za-z]{2,}/g)].filter(([word]) => !LATIN_ALLOWED.has(word.toLowerCase()));
  if (foreign.length > 0 && !SWITCH.has(key)) found.push(`English in Chinese (${foreign.join(', ')}): ${zh}`);
  if (/台(北|中|南|東|灣)/.test(zh)) found.push(`台 in an official name: ${zh}`);
  const gaps = (text: string): string => [...text.matchAll(/{{\w+}}/g)].join();
  if ([...gaps(zh).split(',')].sort().join() !== [...gaps(en).split(',')].sort().join())
    found.push('other values filled in');
  return found.map((fault) => `${key}: ${fault}`);
}

describe('the words of all screens', () => {
  it('finds the tables of every screen that has words', () => {
    const screens = new Set(TABLES.map(({ file }) => file.split('/')[2]));
    expect([...screens]).toEqual(expect.arrayContaining(['kit', 'session', 'operations', 'county', 'audit', 'guide']));
  });

  it.each(TABLES)('has every key in both languages, unmixed, and 臺 in official names: $file', ({ zh, en }) => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    expect(Object.entries(zh).flatMap(([key, text]) => faults(key, text, en[key] ?? ''))).toEqual([]);
  });

  it('gives no key two meanings: all tables are one on the page', () => {
    const seen = new Map<string, string>();
    const clashes = TABLES.flatMap(({ file, zh }) =>
      Object.entries(zh).flatMap(([key, text]) => {
        const before = seen.get(key);
        seen.set(key, text);
        return before !== undefined && before !== text ? [`${key} of ${file}: ${before} / ${text}`] : [];
      }),
    );
    expect(clashes).toEqual([]);
  });

  it('would find what it looks for', () => {
    expect(faults('a', 'Posture score', 'Posture score')).toHaveLength(2);
    expect(faults('a', '態勢 score', 'Posture 分數')).toHaveLength(2);
    expect(faults('a', '台北市', 'Taipei')).toHaveLength(1);
    expect(faults('a', '{{a}} 次', '{{b}} times')).toHaveLength(1);
    expect(faults('a', '以 CSV 匯出', 'Export as CSV')).toEqual([]);
  });
});
