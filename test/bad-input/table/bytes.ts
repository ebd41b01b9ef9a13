import { gzipSync, zstdCompressSync } from 'node:zlib';
import { wholeLine, type BadInput, type BadInputGroup, type Wanted } from '../bad-input';
import { SPELLINGS, WHOLE } from '../spellings';

const FORMATS = [...new Set(SPELLINGS.map(({ format }) => format))];
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** B1: what is no text, or no record at all. */
export const bytes: BadInputGroup = {
  item: 'B1',
  about: 'bytes that are no text, and texts that are no record',
  records: (at) => [
    ...nothing(),
    ...noText(at),
    ...noRecord(),
    ...noRecordOfStatedFormat(),
    ...SPELLINGS.map((spelling): BadInput => {
      const line = Buffer.from(spelling.line(at, WHOLE));
      return {
        name: `${spelling.name} behind a BOM`,
        value: Buffer.concat([BOM, line]),
        wanted: wholeLine(spelling, at),
      };
    }),
    ...headers(at),
  ],
};

function nothing(): BadInput[] {
  const wanted = { rejected: 'empty' } as const;
  return [
    { name: 'a tombstone', value: null, wanted },
    { name: 'no bytes', value: '', wanted },
    { name: 'white space', value: ' \t\r\n\u3000', wanted },
    { name: 'only a BOM', value: BOM, wanted },
    { name: 'a BOM and blanks', value: Buffer.concat([BOM, Buffer.from('  ')]), wanted },
  ];
}

function noText(at: number): BadInput[] {
  const wanted = { rejected: 'not-text' } as const;
  const [eve] = SPELLINGS;
  const line = eve?.line(at, WHOLE) ?? '';
  const within = (...bad: number[]): Buffer =>
    Buffer.concat([Buffer.from(line.slice(0, -2)), Buffer.from(bad), Buffer.from(line.slice(-2))]);
  const utf16 = Buffer.from(line, 'utf16le');
  return [
    { name: 'UTF-16 LE', value: utf16, wanted },
    { name: 'UTF-16 LE with a BOM', value: Buffer.from(`\ufeff${line}`, 'utf16le'), wanted },
    { name: 'UTF-16 BE with a BOM', value: Buffer.from(`\ufeff${line}`, 'utf16le').swap16(), wanted },
    { name: 'UTF-16 of Chinese', value: Buffer.from('\ufeff資安聯防', 'utf16le'), wanted },
    { name: 'Big5', value: Buffer.from('b8eaa677c1b0a8be', 'hex'), wanted },
    { name: 'a surrogate in bytes', value: within(0xed, 0xa0, 0x80), wanted },
    { name: 'a character cut in half', value: within(0xe5, 0x90), wanted },
    { name: 'an overlong slash', value: within(0xc0, 0xaf), wanted },
    { name: 'beyond Unicode', value: within(0xf5, 0x80, 0x80, 0x80), wanted },
    { name: 'a lone continuation', value: within(0x80), wanted },
    { name: 'a NUL', value: within(0), wanted },
    { name: 'a NUL at the end', value: `${line}\0`, wanted },
    { name: 'gzip', value: gzipSync(line), wanted },
    { name: 'zstd', value: zstdCompressSync(line), wanted },
    { name: 'Avro with its registry header', value: Buffer.from('0000000007104c460a', 'hex'), wanted },
    { name: 'Avro, one object', value: Buffer.from('c3013a2f9d1e55c4b201064c46', 'hex'), wanted },
    { name: 'MessagePack', value: Buffer.from('82a56576656e74c3a27473cb41da', 'hex'), wanted },
    { name: 'protobuf with numbers', value: Buffer.from('08960110ffffffffffffffffff01', 'hex'), wanted },
  ];
}

function noRecord(): BadInput[] {
  const unknown = ['null', 'true', '42', '-1e5', '"text"', 'hello', '\ufffe', '#', '=', '|||', ',,,,'];
  const protobuf: BadInput = {
    name: 'protobuf that is text by chance',
    value: Buffer.from('0a0568656c6c6f', 'hex'),
    wanted: { rejected: 'unknown-format' },
  };
  const json = ['{', '[', '[]', '[{}]', '{"a"', "{'a':1}", '{]', '[1,2', '{"a":1}{', '{a:1}'];
  return [
    protobuf,
    { name: 'an empty object', value: '{}', wanted: { rejected: 'unknown-format' } },
    { name: 'an object of nobody', value: '{"a":1}', wanted: { rejected: 'unknown-format' } },
    ...unknown.map((value) => ({ name: `the text ${value}`, value, wanted: { rejected: 'unknown-format' as const } })),
    ...json.map((value) => ({ name: `the text ${value}`, value, wanted: { rejected: 'not-json' as const } })),
  ];
}

/** Who says its format is held to it. */
function noRecordOfStatedFormat(): BadInput[] {
  return FORMATS.flatMap((format) =>
    ['null', '[]', '42', '"text"', 'hello', '{', '{}'].map((value): BadInput => {
      return { name: `the text ${value} as ${format}`, value, headers: { format }, wanted: heldTo(format, value) };
    }),
  );
}

function heldTo(format: string, value: string): Wanted {
  // An ECS document that says nothing is no threat, and so is a record of no log in particular.
  if (value === '{}')
    return format === 'ecs' || format === 'zeek' ? { ignored: 'other' } : { rejected: 'missing-field' };
  const readsJson = ['suricata', 'ecs', 'ocsf'].includes(format) || (value === '{' && hasTwo(format));
  if (readsJson) return { rejected: 'not-json' };
  return { rejected: format === 'zeek' ? 'unknown-format' : 'missing-field' };
}

/** Formats that are written as JSON and as lines of text. */
function hasTwo(format: string): boolean {
  return format === 'zeek' || format === 'snort';
}

function headers(at: number): BadInput[] {
  const [eve] = SPELLINGS;
  if (eve === undefined) return [];
  const value = eve.line(at, WHOLE);
  const words = ['netflow', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '\ufffd', 'a'.repeat(20_000)];
  return [
    ...words.map((format): BadInput => {
      return {
        name: `the format ${format.slice(0, 20)}`,
        value,
        headers: { format },
        wanted: { rejected: 'unknown-format' },
      };
    }),
    {
      name: 'a format in bytes',
      value,
      headers: { format: Buffer.from([0xff]) },
      wanted: { rejected: 'unknown-format' },
    },
    { name: 'an empty format', value, headers: { format: '' }, wanted: wholeLine(eve, at) },
    { name: 'hostile headers', value, headers: { ['__proto__']: 'x', constructor: 'y' }, wanted: wholeLine(eve, at) },
    { name: 'a key in bytes', value, key: Buffer.from([0xff, 0, 0xfe]), wanted: wholeLine(eve, at) },
    { name: 'a key of 100 KB', value, key: 'k'.repeat(100_000), wanted: wholeLine(eve, at) },
  ];
}
