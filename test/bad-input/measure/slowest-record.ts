import { SPELLINGS, WHOLE, type Spelling } from '../spellings';
import { EVENT_TIME, holdUp, LIMIT_BYTES } from './hold-up';
import { Random } from './random';

/** What parts, opens, closes, escapes or repeats in some format: a record is filled with these. */
const UNITS = [
  ...[' ', '\t', '\n', '=', ' a=', 'a="', '"', '""', '","', '\\', '\\"', '|', '\\|', '|a=', ',', ';', ':', ': ', 'a: '],
  ...[
    '[',
    ']',
    '[a=',
    '{',
    '}',
    '(',
    ')',
    '(a)',
    '<',
    '<1>',
    '>',
    '%',
    '%ASA-',
    '%ASA-4-106023: ',
    'src a',
    'from a to ',
  ],
  ...[
    ' -> ',
    'a/b(c)',
    '1',
    '9,',
    '1.',
    '1.1.1.1 ',
    ':1',
    '::',
    'f:',
    '0',
    '-',
    '_',
    '/',
    'a',
    'aA',
    '\u0301',
    '名',
    '\u2028',
    '😀',
  ],
  ...[
    'CEF:0|',
    'date=',
    'type="',
    "user '",
    "' from ",
    'SrcIP: a, ',
    'A: ',
    '\\u0000',
    '\\n',
    '"a":1,',
    '"a":{"b":',
    '[1,',
    '{},',
  ],
  ...[
    '99999999999999999,',
    '1e9,',
    '-1.5e-300,',
    '"\\u0061":0,',
    'loguid=',
    '[**] ',
    '{TCP} ',
    'ACTION_',
    'IP=',
    'host ',
    'not block ',
  ],
  ...['Jan 1 00:00:00 ', '2026-01-01T00:00:00Z ', 'faddr a ', '\ufeff', '\u0085', '\u00a0'],
];

/** A record as it was made, so that it can be changed a little. */
interface Recipe {
  readonly head: string;
  /** What it is filled with, one after the other, again and again. */
  readonly units: readonly string[];
  readonly tail: string;
  readonly isStated: boolean;
}

/** The slowest record that was found in one spelling. */
export interface RecordCost {
  readonly spelling: string;
  /** Milliseconds of a processor. */
  readonly ms: number;
  readonly units: readonly string[];
  readonly head: string;
  readonly tail: string;
}

/**
 * Looks for the slowest record of each spelling: every unit in some places of a whole line first, then changes of the
 * slowest found so far. The same seed looks at the same records.
 * @param changes how many changed records to try in each spelling.
 */
export function slowestRecords(changes: number, seed: number): readonly RecordCost[] {
  return SPELLINGS.map((spelling) => {
    const random = new Random(seed);
    const found = gridOf(spelling).map((recipe) => ({ recipe, ms: costOf(recipe, spelling) }));
    for (let tried = 0; tried < changes; tried += 1) {
      found.sort((one, other) => other.ms - one.ms).splice(8);
      const { recipe } = random.oneOf(found);
      const changed = change(recipe, spelling, random);
      found.push({ recipe: changed, ms: costOf(changed, spelling) });
    }
    found.sort((one, other) => other.ms - one.ms);
    const [worst] = found;
    const { units = [], head = '', tail = '' } = worst?.recipe ?? {};
    return { spelling: spelling.name, ms: worst?.ms ?? 0, units, head: head.slice(-40), tail: tail.slice(0, 40) };
  });
}

function costOf(recipe: Recipe, { format }: Spelling): number {
  return holdUp(bytesOf(recipe), recipe.isStated ? format : undefined);
}

function bytesOf({ head, units, tail }: Recipe): Buffer {
  const filling = units.join('');
  const room = LIMIT_BYTES - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return Buffer.from(head + filling.repeat(Math.max(0, Math.floor(room / Buffer.byteLength(filling)))) + tail);
}

function gridOf(spelling: Spelling): Recipe[] {
  return UNITS.flatMap((unit) =>
    placesOf(spelling).map(([head, tail]) => ({ head, units: [unit], tail, isStated: false })),
  );
}

/** Nothing around it, behind a whole line, where it breaks off, in its name, in its address; in JSON also as a field. */
function placesOf(spelling: Spelling): readonly (readonly [head: string, tail: string])[] {
  const line = spelling.line(EVENT_TIME, WHOLE);
  const around = (text: string): readonly [string, string] => {
    const at = Math.max(0, line.indexOf(text));
    return [line.slice(0, at), line.slice(at)];
  };
  const places = [
    ['', ''],
    [line, ''],
    [line.slice(0, Math.floor(line.length / 3)), ''],
    around(WHOLE.rule),
    around('203.'),
  ] as const;
  if (!spelling.isJson) return places;
  const open = line.slice(0, -1);
  return [
    ...places,
    [`${open},"x":[`, '0]}'],
    [`${open},"x":`, ''],
    [`${open},`, '"x":0}'],
    [`{"l":99999999999999999,"x":[`, `0],${line.slice(1)}`],
  ];
}

function change(recipe: Recipe, spelling: Spelling, random: Random): Recipe {
  const { head, units, tail, isStated } = recipe;
  switch (random.below(6)) {
    case 0:
      return { ...recipe, units: [...units, random.oneOf(UNITS)] };
    case 1:
      return { ...recipe, units: units.length > 1 ? units.slice(1) : [...units, ...units, random.oneOf(UNITS)] };
    case 2:
      return { ...recipe, units: units.toSpliced(random.below(units.length), 1, random.oneOf(UNITS)) };
    case 3:
      return { ...recipe, units: [random.oneOf(units).repeat(1 + random.below(200)), random.oneOf(UNITS)] };
    case 4: {
      const [other, end] = random.oneOf(placesOf(spelling));
      return { ...recipe, head: other, tail: end };
    }
    default:
      return { head: head + random.oneOf(UNITS), units, tail, isStated: !isStated };
  }
}
