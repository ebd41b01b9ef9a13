import { isUtf8 } from 'node:buffer';
import { FieldPicker } from './field-picker';
import type { WantedFields } from './field-plan';

/**
 * The picker is a second parser: whatever it gives must be what JSON.parse gives. 100,000 texts in the unit tests; many more by
 * LIANFANG_FUZZ_CASES=10000000 (about 8 us each), from another place by LIANFANG_FUZZ_SEED.
 */
const CASES = Number(process.env['LIANFANG_FUZZ_CASES'] ?? 100_000);
const SEED = Number(process.env['LIANFANG_FUZZ_SEED'] ?? 20_261_123);

const WANTED = {
  time: 'time',
  kind: 'word',
  flow: 'id',
  port: 'text',
  alert: 'value',
  source: { ip: 'address', port: 'text', deep: { name: 'word', list: 'value' } },
  __proto__x: 'word',
  constructor: 'value',
} as const satisfies WantedFields;

const NAMES = ['time', 'kind', 'flow', 'port', 'alert', 'source', 'ip', 'deep', 'name', 'list', 'constructor', '', 'x'];
const ODD = ['__proto__', 'toString', 'ti\\u006de', 'sourc', 'sources', '名', 'a"b'.replace('"', '\\"')];
const SCALARS = [
  ...['0', '-0', '7', '443', '65535', '1e3', '-5', '0.5', '1E400', '123456789', '1234567890', '9007199254740993'],
  ...['true', 'false', 'null', '""', '"a"', '"tcp"', '"198.51.100.7"', '"2026-11-23T08:00:00.123456+0800"', '"名"'],
  ...[
    '"255.255.255.255"',
    '"256.1.1.1"',
    '"01.2.3.4"',
    '"1.2.3"',
    '"2026-02-29T24:00:00Z"',
    '"2199-12-31T23:59:59,9Z"',
  ],
  ...['"\\u540d"', '"\\ud800"', '"a\\nb"', '"\\""', `"${'long '.repeat(30)}"`, '"\u2028"', '"</script>"', '[]', '{}'],
];
const SPOILS = ['"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '0', 'e', '.', '-', '\u0000', '\u001f', '\u007f'];
const SPOIL_BYTES = [0x80, 0xc3, 0xed, 0xff, 0x22, 0x5c];

/** A small generator of random numbers, so that a case can be had again. */
class Dice {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

function valueText(dice: Dice, depth: number): string {
  const sort = dice.below(10);
  if (depth > 0 && sort < 2) return objectText(dice, depth - 1);
  if (depth > 0 && sort === 2) {
    return `[${Array.from({ length: dice.below(4) }, () => valueText(dice, depth - 1)).join(', ')}]`;
  }
  return sort === 3 ? String(dice.below(100_000)) : dice.of(SCALARS);
}

function objectText(dice: Dice, depth: number): string {
  const space = dice.below(6) === 0 ? ' ' : '';
  const fields = Array.from({ length: dice.below(9) }, () => {
    const name = dice.below(12) === 0 ? dice.of(ODD) : dice.of(NAMES);
    return `${space}"${name}"${space}:${space}${valueText(dice, depth)}`;
  });
  return `{${fields.join(`${space},`)}${space}}`;
}

/** Nothing, or a few bytes are changed, taken out, put in or moved. */
function spoilt(dice: Dice, text: string): Buffer {
  const bytes = Buffer.from(text);
  switch (dice.below(6)) {
    case 0:
      return bytes.subarray(0, dice.below(bytes.length + 1));
    case 1:
      bytes[dice.below(bytes.length)] = dice.of(SPOIL_BYTES);
      return bytes;
    case 2: {
      const at = dice.below(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.of(SPOILS)), bytes.subarray(at)]);
    }
    case 3: {
      const at = dice.below(bytes.length);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + dice.below(3))]);
    }
    default:
      return bytes;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What JSON.parse gives of the wanted fields. */
function expected(document: Readonly<Record<string, unknown>>, wanted: WantedFields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, kind]) => {
      const value = Object.hasOwn(document, name) ? document[name] : undefined;
      if (typeof kind === 'string') return [name, kind === 'id' && isWhole(value) ? String(value) : value];
      return [name, value === undefined ? undefined : expected(value as Record<string, unknown>, kind)];
    }),
  );
}

function isWhole(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}

/** An id beyond 2^53 comes as its digits, which say more than the number does; one such as 1e3 comes as the number. */
function asCompared(picked: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { flow, ...rest } = picked;
  if (isWhole(flow)) return { ...rest, flow: String(flow) };
  const isLong = typeof flow === 'string' && /^\d{16,}$/.test(flow) && !Number.isSafeInteger(Number(flow));
  return { ...rest, flow: isLong ? Number(flow) : flow };
}

/** Why the two differ, or undefined. */
function difference(picked: Readonly<Record<string, unknown>> | undefined, bytes: Buffer): string | undefined {
  if (picked === undefined) return undefined;
  if (!isUtf8(bytes)) return 'picked of what is no UTF-8';
  const document = parse(bytes.toString('utf8'));
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return 'picked of what is no object';
  const [one, other] = [asCompared(picked), asCompared(expected(document as Record<string, unknown>, WANTED))];
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
    ? undefined
    : `picked ${JSON.stringify(one)}, parsed ${JSON.stringify(other)}`;
}

function sorted(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}

describe('FieldPicker and JSON.parse', () => {
  it(`give the same of ${CASES.toLocaleString('en')} texts, or the picker gives nothing`, () => {
    const dice = new Dice(SEED);
    const picker = new FieldPicker(WANTED, { parse });
    const counts = { picked: 0, refused: 0 };
    for (let number = 0; number < CASES;) {
      // Texts stand one behind the other, as in what is fetched: none may be read into its neighbour.
      const texts = Array.from({ length: 64 }, () => spoilt(dice, objectText(dice, 3)));
      const bytes = Buffer.concat(texts);
      let from = 0;
      for (const text of texts) {
        const picked = picker.pick(bytes, from, from + text.length);
        const wrong = difference(picked, text);
        if (wrong !== undefined)
          throw new Error(`case ${number} (seed ${SEED}): ${wrong}\n${JSON.stringify(text.toString())}`);
        if (picked !== undefined) counts.picked += 1;
        else if (parse(text.toString('utf8')) === undefined) counts.refused += 1;
        from += text.length;
        number += 1;
      }
    }
    // Both sides of the comparison were met.
    expect(counts.picked).toBeGreaterThan(CASES / 5);
    expect(counts.refused).toBeGreaterThan(CASES / 10);
  });
});
