import { wholeLine, type BadInput, type BadInputGroup, type Wanted } from '../bad-input';
import { SPELLINGS, WHOLE, type Spelling } from '../spellings';

/** What a record may say of how many events it stands for, and what is made of it; undefined: it is refused. */
const COUNTS: readonly (readonly [text: string, count: number | undefined])[] = [
  ['1', 1],
  ['0', 1],
  ['12', 12],
  ['100000', 100_000],
  ['100001', undefined],
  ['-1', undefined],
  ['-100000', undefined],
  ['1000000000', undefined],
  ['9007199254740993', undefined],
  ['99999999999999999999999', undefined],
  ['0.5', undefined],
  ['1.5', undefined],
  ['2.0', 2],
  ['-0', 1],
];

/** What only a text can say. */
const TEXTS: readonly (readonly [text: string, count: number | undefined])[] = [
  ['many', undefined],
  ['+5', undefined],
  ['1e5', undefined],
  ['0x10', undefined],
  ['1,000', undefined],
  ['１２', undefined],
  ['007', 7],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['__proto__', undefined],
];

/** What only JSON can say. */
const JSONS: readonly (readonly [text: string, count: number | undefined])[] = [
  ['null', 1],
  ['1e5', 100_000],
  ['1e999', undefined],
  ['true', undefined],
  ['[3]', undefined],
  ['{}', undefined],
  ['""', 1],
  ...TEXTS.map(([text, count]) => [JSON.stringify(text), count] as const),
];

/** B10: how often a record counts. */
export const counts: BadInputGroup = {
  item: 'B10',
  about: 'records that say how many events they stand for',
  records: (at) => SPELLINGS.filter(({ takesCount }) => takesCount).flatMap((spelling) => ofSpelling(spelling, at)),
};

function ofSpelling(spelling: Spelling, at: number): BadInput[] {
  const special = spelling.isJson ? JSONS : TEXTS;
  const missing: BadInput = {
    name: `${spelling.name}: no count`,
    value: spelling.line(at, WHOLE),
    wanted: wholeLine(spelling, at),
  };
  const stated = [...COUNTS, ...special].map(([text, count]): BadInput => {
    return {
      name: `${spelling.name}: ${text}`,
      value: lineWith(spelling, at, text),
      wanted: wantedOf(spelling, at, count),
    };
  });
  return [missing, ...stated];
}

/** In JSON the text stands as it is, so that it may be no number. */
function lineWith(spelling: Spelling, at: number, text: string): string {
  if (!spelling.isJson) return spelling.line(at, { ...WHOLE, count: text });
  return spelling.line(at, { ...WHOLE, count: 77_777 }).replace('77777', () => text);
}

function wantedOf(spelling: Spelling, at: number, count: number | undefined): Wanted {
  return count === undefined ? { rejected: 'bad-field' } : { counted: { ...wholeLine(spelling, at).counted, count } };
}
