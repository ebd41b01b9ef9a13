import { wholeLine, type BadInput, type BadInputGroup } from '../bad-input';
import { SPELLINGS, WHOLE, type Spelling } from '../spellings';

/** The size limit that nobody has changed. */
const LIMIT = 262_144;

/** B2: size, depth, number of keys. What a line is that breaks off, see ../cut-lines.spec.ts. */
export const sizes: BadInputGroup = {
  item: 'B2',
  about: 'size, depth, number of keys',
  records: (at) => [...SPELLINGS.flatMap((spelling) => sized(spelling, at)), ...jsons(at), ...garbage()],
};

function sized(spelling: Spelling, at: number): BadInput[] {
  const line = spelling.line(at, WHOLE);
  const filled = (bytes: number): string => line + ' '.repeat(bytes - Buffer.byteLength(line));
  const whole = wholeLine(spelling, at);
  const tooLarge = { rejected: 'too-large' } as const;
  return [
    { name: `${spelling.name} of just the limit`, value: filled(LIMIT), wanted: blankEnded(spelling, whole) },
    { name: `${spelling.name} of a byte more`, value: filled(LIMIT + 1), wanted: tooLarge },
  ];
}

/** Snort's fast alert ends with an address: 256 KiB of blanks behind it are no such line. */
function blankEnded({ name }: Spelling, whole: BadInput['wanted']): BadInput['wanted'] {
  return name === 'snort fast' ? { rejected: 'unknown-format' } : whole;
}

function jsons(at: number): BadInput[] {
  return SPELLINGS.filter(({ isJson }) => isJson).flatMap((spelling) => {
    const line = spelling.line(at, WHOLE);
    const withField = (field: string): string => `${line.slice(0, -1)},"x":${field}}`;
    const counted: BadInput['wanted'] = wholeLine(spelling, at);
    const named = (inputs: Readonly<Record<string, string>>, wanted: BadInput['wanted']): BadInput[] =>
      Object.entries(inputs).map(([name, value]) => ({ name: `${spelling.name} with ${name}`, value, wanted }));
    return [
      ...named({ ...partsOf(4_000, line, withField), ...digits(withField) }, counted),
      ...named(partsOf(20_000, line, withField), { rejected: 'too-large' }),
      ...named({ 'arrays that never end': withField('['.repeat(100_000)) }, { rejected: 'too-large' }),
    ];
  });
}

/** Documents of about so many parts, in every shape. */
function partsOf(parts: number, line: string, withField: (field: string) => string): Record<string, string> {
  const list = (part: (index: number) => string): string =>
    Array.from({ length: parts }, (_unused, index) => part(index)).join(',');
  const arrays = '['.repeat(parts) + ']'.repeat(parts);
  const keys = list((index) => `"k${index}":0`);
  return {
    [`arrays ${parts} deep`]: withField(arrays),
    [`arrays ${parts} deep beside a number beyond 2^53`]: withField(`[${arrays},99999999999999999]`),
    [`objects ${parts} deep`]: withField(`${'{"a":'.repeat(parts)}0${'}'.repeat(parts)}`),
    [`${parts} objects of different shapes`]: withField(`[${list((index) => `{"${index.toString(36)}":0}`)}]`),
    [`${parts} more keys`]: withField(`{${keys}}`),
    [`${parts} keys of its own`]: `${line.slice(0, -1)},${keys}}`,
    [`${parts} keys before its own`]: `{${keys},${line.slice(1)}`,
    [`${parts} numbers for keys`]: `${line.slice(0, -1)},${list((index) => `"${index * 97}":0`)}}`,
    [`one key ${parts} times`]: `${line.slice(0, -1)},${list(() => '"x":0')}}`,
  };
}

function digits(withField: (field: string) => string): Record<string, string> {
  return {
    '240,000 digits': withField('9'.repeat(240_000)),
    '240,000 digits behind the point': withField(`0.${'9'.repeat(240_000)}`),
    '100,000 numbers': withField(`[${'1,'.repeat(100_000)}1]`),
    '10,000 numbers beyond 2^53': withField(`[${'99999999999999999,'.repeat(10_000)}1]`),
    '60,000 brackets in a text': withField(`"${'{[:'.repeat(60_000)}"`),
  };
}

function garbage(): BadInput[] {
  const megabyte = 1024 * 1024;
  const tooLarge = { rejected: 'too-large' } as const;
  return [
    { name: '1 MB of JSON', value: `{"a":"${'x'.repeat(megabyte - 9)}"}`, wanted: tooLarge },
    { name: '1 MB of arrays in arrays', value: '['.repeat(megabyte), wanted: tooLarge },
    { name: '1 MB of bytes', value: Buffer.alloc(megabyte, 0xff), wanted: tooLarge },
    { name: '10 MB of JSON', value: `{"a":"${'x'.repeat(10 * megabyte)}"}`, wanted: tooLarge },
    { name: 'a million keys', value: `{${'"a":1,'.repeat(1_000_000)}"a":1}`, wanted: tooLarge },
    { name: 'nothing but arrays in arrays', value: '['.repeat(LIMIT), wanted: { rejected: 'not-json' } },
    {
      name: 'nothing but arrays in arrays, closed',
      value: '['.repeat(LIMIT / 2) + ']'.repeat(LIMIT / 2),
      wanted: { rejected: 'not-json' },
    },
  ];
}
