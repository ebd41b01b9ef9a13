import { wholeLine, type BadInput, type BadInputGroup } from '../bad-input';
import { SPELLINGS, WHOLE, type Spelling } from '../spellings';

const OTHER = '198.51.100.99';
const MARKS = `e${'\u0301'.repeat(65_536)}`;

/** What is kept of them as they are, in every format: no screen, file or terminal may take them for more than text. */
const NAMES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '{{constructor.constructor(1)()}}',
  'javascript:alert(1)',
  `$\{jndi:ldap://198.51.100.99/a}`,
  "' OR 1=1--",
  '../../../etc/passwd',
  '%00%0d%0a%u202e',
  '%s%s%n',
  '?a=1&b=2#c',
  '*:* OR _exists_:x',
  '\u202eevil\u202c',
  '\u2066isolate\u2069',
  'zero\u200bwidth\u200d\u2060joiner',
  '\u2028line\u2029paragraph',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM',
  '\u001b[31mred\u001b[0m',
  '\u009b31m',
  'bell\u0007',
  'del\u007f',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '資安聯防 偵測到可疑連線',
  '﷽﷽﷽',
  '\ufeffbom',
  'Ω≈ç√∫˜µ≤≥÷',
];

/** What only JSON can hold: line ends, quotes, and what parts fields in some line. */
const ONLY_JSON = [
  '\tcell',
  '\rcell',
  'two\r\nlines',
  'Set-Cookie: a=b\r\n\r\n<html>',
  'nul\u0000nul',
  'back\b\f\v',
  '"quoted"',
  'back\\slash\\',
  'bar|bar;semicolon,comma',
  '[**] {TCP} 198.51.100.99:1 -> 198.51.100.98:2',
  ` src=${OTHER} dst=${OTHER} act=allowed`,
  `","src_ip":"${OTHER}","x":"`,
];

/** B7: names that are more than names to some reader. Patterns are attacked in ../patterns.spec.ts. */
export const names: BadInputGroup = {
  item: 'B7',
  about: 'names',
  records: (at) =>
    SPELLINGS.flatMap((spelling) => [...plain(spelling, at), ...long(spelling, at), ...invading(spelling, at)]),
};

function inputOf(spelling: Spelling, at: number, rule: string, kept = rule): BadInput {
  const { counted } = wholeLine(spelling, at);
  return {
    name: `${spelling.name}: ${JSON.stringify(rule).slice(0, 60)}`,
    value: spelling.line(at, { ...WHOLE, rule }),
    wanted: { counted: { ...counted, rule: kept } },
  };
}

function plain(spelling: Spelling, at: number): BadInput[] {
  // A note of Zeek is a name of its language.
  if (spelling.name === 'zeek row') return [];
  if (spelling.isJson)
    return [...NAMES, ...ONLY_JSON].map((rule) => inputOf(spelling, at, rule, keptOf(spelling, rule)));
  return NAMES.filter((rule) => isSayable(spelling, rule)).map((rule) =>
    inputOf(spelling, at, rule, keptOf(spelling, rule)),
  );
}

/** The name of an access list is one word. */
function isSayable({ name }: Spelling, rule: string): boolean {
  return name !== 'cisco 106100' || !/\s/.test(rule);
}

/** Blanks around a name are cut off where blanks part fields, and around ids. */
function keptOf({ name }: Spelling, rule: string): string {
  return ['zeek', 'cef', 'checkpoint', 'panos'].includes(name) ? rule.trim() : rule;
}

function long(spelling: Spelling, at: number): BadInput[] {
  if (!spelling.isJson) return [];
  const longest = spelling.name === 'zeek' ? 128 : 512;
  const surrogate = spelling.line(at, WHOLE).replace(WHOLE.rule, 'lone \\ud800 surrogate');
  const { counted } = wholeLine(spelling, at);
  return [
    inputOf(spelling, at, MARKS, MARKS.slice(0, longest)),
    inputOf(spelling, at, '名'.repeat(80_000), '名'.repeat(longest)),
    {
      name: `${spelling.name}: a lone surrogate`,
      value: surrogate,
      wanted: { counted: { ...counted, rule: 'lone \ufffd surrogate' } },
    },
  ];
}

/** A stranger's text that pretends to be more fields of the line. Whatever it makes of the name, the sides stay. */
function invading(spelling: Spelling, at: number): BadInput[] {
  const { counted } = wholeLine(spelling, at);
  const { format, time, source, destination, county } = counted;
  const wanted = { counted: { format, time, source, destination, county } } as BadInput['wanted'];
  return (INVASIONS[spelling.name] ?? []).map((rule): BadInput => {
    return { name: `${spelling.name} invaded by ${rule}`, value: spelling.line(at, { ...WHOLE, rule }), wanted };
  });
}

const INVASIONS: Readonly<Record<string, readonly string[]>> = {
  cef: [`x src\\=${OTHER} dst\\=${OTHER}`, `x src=${OTHER} dst=${OTHER}`],
  cisco: [`x src outside:${OTHER}/1 dst inside:${OTHER}/2`, `x" [0x0] from ${OTHER}/1 to ${OTHER}/2`],
  fortigate: [`x\\" srcip=${OTHER} \\"`, `x srcip=${OTHER} dstip=${OTHER}`, `x" srcip=${OTHER} dstip=${OTHER} y="`],
  checkpoint: [`x\\"; src:\\"${OTHER}`, `x"; src:"${OTHER}"; dst:"${OTHER}`],
  panos: [`x,${OTHER},${OTHER}`, `x",${OTHER},"`],
  'snort row': [`x,TCP,${OTHER},1,${OTHER},2`],
  'snort fast': [`x {TCP} ${OTHER}:1 -> ${OTHER}:2 `],
};
