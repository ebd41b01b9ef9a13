import { wholeLine, type BadInput, type BadInputGroup, type Wanted } from '../bad-input';
import { SPELLINGS, WHOLE, type Spelling } from '../spellings';

const SRC = '203.0.113.9';
const OTHER = '198.51.100.99';
const NOT_JSON = { rejected: 'not-json' } as const;
const BAD = { rejected: 'bad-field' } as const;

/** B3: what may be written as JSON, and what can't. */
export const jsonTexts: BadInputGroup = {
  item: 'B3',
  about: 'duplicate and escaped keys, wrong places, numbers, broken JSON',
  records: (at) =>
    SPELLINGS.filter(({ isJson }) => isJson).flatMap((spelling) =>
      [...keys(spelling, at), ...broken(spelling, at), ...values(spelling, at), ...ports(spelling, at)].map(
        (input): BadInput => ({ ...input, name: `${spelling.name}: ${input.name}` }),
      ),
    ),
};

/** The usual line, with another text in the place of a part of it. */
function changed(spelling: Spelling, at: number, [from, to]: readonly [string, string]): string {
  const line = spelling.line(at, WHOLE);
  if (!line.includes(from)) throw new Error(`A line of ${spelling.name} must have ${from}.`);
  return line.replace(from, () => to);
}

function from(spelling: Spelling, at: number, ip: string): Wanted {
  const { counted } = wholeLine(spelling, at);
  return { counted: { ...counted, source: { ...counted.source, ip } } };
}

function keys(spelling: Spelling, at: number): BadInput[] {
  const key = spelling.addressKey ?? '';
  const pair = `"${key}":"${SRC}"`;
  const put = (text: string): string => changed(spelling, at, [pair, text]);
  const behind = (text: string): string => `${spelling.line(at, WHOLE).slice(0, -1)},${text}}`;
  const first = key.charCodeAt(0).toString(16).padStart(4, '0');
  const escaped = `\\u${first}${key.slice(1)}`;
  const whole = wholeLine(spelling, at);
  const other = from(spelling, at, OTHER);
  const quoting = `"${key}":"${OTHER}"`;
  const named = { counted: { ...whole.counted, rule: quoting } };
  return [
    { name: 'a key twice, the last wins', value: put(`"${key}":"${OTHER}",${pair}`), wanted: whole },
    { name: 'a key twice, the last is another', value: put(`${pair},"${key}":"${OTHER}"`), wanted: other },
    { name: 'a key twice, the last is bad', value: put(`${pair},"${key}":"x"`), wanted: BAD },
    { name: 'a key a hundred times', value: put(`"${key}":"${OTHER}",`.repeat(99) + pair), wanted: whole },
    { name: 'an escaped key', value: put(`"${escaped}":"${SRC}"`), wanted: whole },
    { name: 'an escaped key after the plain one', value: put(`${pair},"${escaped}":"${OTHER}"`), wanted: other },
    { name: 'an escaped key before the plain one', value: put(`"${escaped}":"${OTHER}",${pair}`), wanted: whole },
    { name: 'an escaped value', value: put(`"${key}":"203\\u002e0.113.9"`), wanted: whole },
    { name: 'a key with a blank', value: put(`${pair},"${key} ":"${OTHER}"`), wanted: whole },
    { name: 'a key in capitals', value: put(`${pair},"${key.toUpperCase()}":"${OTHER}"`), wanted: whole },
    { name: 'a key with a zero width blank', value: put(`${pair},"${key}\u200b":"${OTHER}"`), wanted: whole },
    { name: 'a key that ends in a NUL', value: put(`${pair},"${key}\\u0000":"${OTHER}"`), wanted: whole },
    { name: 'an empty key', value: put(`${pair},"":"${OTHER}"`), wanted: whole },
    { name: 'a wanted key within a text', value: spelling.line(at, { ...WHOLE, rule: quoting }), wanted: named },
    {
      name: 'a wanted key within an array',
      value: behind(`"x":[{"${key}":"${OTHER}"},"${key}","${OTHER}"]`),
      wanted: whole,
    },
    { name: 'a wanted key too deep', value: behind(`"x":{"${key}":"${OTHER}"}`), wanted: whole },
    {
      name: 'a whole record within a field',
      value: behind(`"x":${spelling.line(at, { ...WHOLE, src: OTHER })}`),
      wanted: whole,
    },
    { name: 'blanks wherever they may be', value: put(`\n\t"${key}" \r\n : \t "${SRC}"  `), wanted: whole },
  ];
}

function broken(spelling: Spelling, at: number): BadInput[] {
  const line = spelling.line(at, WHOLE);
  const whole = wholeLine(spelling, at);
  const port = (text: string): string => changed(spelling, at, ['51544', text]);
  const words = ['NaN', 'Infinity', '-Infinity', 'undefined', 'None', 'True', "'51544'", '051544', '+51544', '0xc958'];
  const more = ['.5', '5.', '1e', '--1', '51544n', '51_544', '"51544', '51544,,"x":1', '51544;', '/* */51544'];
  return [
    { name: 'white space at the end', value: `${line} \r\n\t`, wanted: whole },
    { name: 'white space before', value: ` \r\n\t${line}`, wanted: whole },
    { name: 'a letter behind', value: `${line}x`, wanted: NOT_JSON },
    { name: 'a brace behind', value: `${line}}`, wanted: NOT_JSON },
    { name: 'a comma behind', value: `${line},`, wanted: NOT_JSON },
    { name: 'a no-break space behind', value: `${line}\u00a0`, wanted: NOT_JSON },
    { name: 'two documents', value: line + line, wanted: NOT_JSON },
    { name: 'two documents in two lines', value: `${line}\n${line}`, wanted: NOT_JSON },
    { name: 'an array of documents', value: `[${line},${line}]`, wanted: NOT_JSON },
    { name: 'a comma before the end', value: `${line.slice(0, -1)},}`, wanted: NOT_JSON },
    { name: 'a line break in a text', value: line.replace(WHOLE.rule, 'a\nb'), wanted: NOT_JSON },
    { name: 'a tab in a text', value: line.replace(WHOLE.rule, 'a\tb'), wanted: NOT_JSON },
    { name: 'an escape that is none', value: line.replace(WHOLE.rule, 'a\\xb'), wanted: NOT_JSON },
    { name: 'an escape that breaks off', value: line.replace(WHOLE.rule, 'a\\u12'), wanted: NOT_JSON },
    ...[...words, ...more].map((text) => ({ name: `${text} for a number`, value: port(text), wanted: NOT_JSON })),
  ];
}

function values(spelling: Spelling, at: number): BadInput[] {
  const { counted } = wholeLine(spelling, at);
  const pair = `"${spelling.addressKey}":"${SRC}"`;
  const put = (text: string): string => changed(spelling, at, [pair, `"${spelling.addressKey}":${text}`]);
  const port = counted.source?.port;
  const absent = { counted: { ...counted, source: { ...(port !== undefined && { port }) } } };
  const bad = ['3405803785', 'true', '{}', '{"ip":"203.0.113.9"}', '1e999', '-0'];
  // Elasticsearch lets any field hold one value or several, and so do relays of Zeek's logs.
  const takesArrays = spelling.name === 'ecs' || spelling.name === 'zeek';
  return [
    { name: 'no address but null', value: put('null'), wanted: absent },
    { name: 'an array for an address', value: put(`["${SRC}"]`), wanted: takesArrays ? { counted } : BAD },
    { name: 'an empty array for an address', value: put('[]'), wanted: takesArrays ? absent : BAD },
    ...bad.map((text) => ({ name: `${text} for an address`, value: put(text), wanted: BAD })),
  ];
}

function ports(spelling: Spelling, at: number): BadInput[] {
  const { counted } = wholeLine(spelling, at);
  const put = (text: string): string => changed(spelling, at, ['51544', text]);
  const is = (port: number | undefined): Wanted => ({
    counted: { ...counted, source: { ip: SRC, ...(port !== undefined && { port }) } },
  });
  // Snort writes 0 for packets without a port.
  const zero = is(spelling.name === 'snort' ? undefined : 0);
  const bad = ['1e999', '-1e999', '9007199254740993', '-1', '65536', '443.5', '1e-7', 'true', '{}', '"0x50"', '" 80"'];
  const moreBad = ['"80 "', '"-0"', '"1e3"', '"https"', '"９９"', '"9007199254740993"', `"${'9'.repeat(5000)}"`];
  return [
    { name: 'a port as text', value: put('"51544"'), wanted: is(51544) },
    { name: 'a port as text with zeros before', value: put('"00080"'), wanted: is(80) },
    { name: 'a port with a point', value: put('51544.0'), wanted: is(51544) },
    { name: 'a port with an exponent', value: put('5.1544e4'), wanted: is(51544) },
    { name: 'a port of 0', value: put('0'), wanted: zero },
    { name: 'a port of -0', value: put('-0'), wanted: zero },
    { name: 'no port but null', value: put('null'), wanted: is(undefined) },
    ...[...bad, ...moreBad].map((text) => ({ name: `${text.slice(0, 20)} for a port`, value: put(text), wanted: BAD })),
  ];
}
