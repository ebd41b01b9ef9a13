import fc from 'fast-check';
import { parseJsonText } from './json-text';

/** What it is compared with: the platform's own parser, which hands over the source of each number. */
function expected(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
      if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
      return context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
    });
  } catch {
    return 'not-json';
  }
}

function read(text: string): unknown {
  const result = parseJsonText(text);
  return result.ok ? result.value : result.error.code;
}

const LONG = '9007199254740993';

describe('parseJsonText', () => {
  it.each([
    `{"a":${LONG}}`,
    `{"a":-${LONG}, "b":[${LONG} ,${LONG}\n]}`,
    '{"a":9007199254740991,"b":9007199254740992}',
    `{"${LONG}":1}`,
    `{"a":"[${LONG},${LONG}]","b":"\\",${LONG}"}`,
    `{"a":1,${LONG}:2}`,
    `{"a":[],${LONG}}`,
    `{"a":[0${LONG}]}`,
    `{"a":[+${LONG}]}`,
    `{"a":[--${LONG}]}`,
    `{"a":[${LONG}.5,${LONG}e5,1.${LONG},5E-${LONG}]}`,
    `{"a":[${LONG} ${LONG}]}`,
    `{"a":[${LONG}${LONG}x]}`,
    `{"a":[${LONG}`,
    `{"a":"${LONG}`,
    `[,${LONG}]`,
    `{"a":\u0001${LONG}}`,
    `{"a":\u00a0${LONG}}`,
    '{"a":[-,12345678901234567890,-]}',
  ])('reads %s as the platform does', (text) => {
    expect(read(text)).toEqual(expected(text));
  });

  it('reads whatever is made of the signs of JSON and long numbers as the platform does', () => {
    const sign = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '-',
      '.',
      'e',
      '0',
      ' ',
      '\n',
      LONG,
      '12',
      '"a":',
      'null',
    );
    const text = fc.array(sign, { maxLength: 24 }).map((signs) => `{"a":[${signs.join('')}`);
    const document = fc
      .json({ maxDepth: 3 })
      .map((json) => `[${json.replaceAll(/\d+/g, (digits) => digits.repeat(4))}]`);
    fc.assert(
      fc.property(fc.oneof(text, document), (made) => expect(read(made)).toEqual(expected(made))),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['deep', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['deep, with a long number', `{"a":${'['.repeat(10_000)}${LONG}${']'.repeat(10_000)}}`],
    ['deep and never closed', `{"a":${'['.repeat(100_000)}1`],
    ['of many keys', `{${Array.from({ length: 10_001 }, (_unused, index) => `"${index}":0`).join(',')}}`],
    ['of many objects', `{"a":[${'{},'.repeat(10_001)}0]}`],
  ])('refuses a document that is %s, whatever the stack', (_name, text) => {
    const onStack = (calls: number): unknown => (calls === 0 ? read(text) : onStack(calls - 1));
    expect([onStack(0), onStack(3_000)]).toEqual(['too-large', 'too-large']);
  });

  it('leaves errors of others their stack', () => {
    read('{"a":');
    expect(new Error('of somebody else').stack).toContain('json-text.spec');
  });

  it('takes as many parts as there may be, and any number of them within a text', () => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJsonText(`{"a":${deep(9_998)},"b":"${'{[:'.repeat(20_000)}"}`).ok).toBe(false);
    expect(parseJsonText(`{"a":${deep(9_997)},"b":"${'{[:'.repeat(20_000)}"}`).ok).toBe(true);
    expect(parseJsonText(`{"a":["${'\\"{'.repeat(20_000)}"]}`).ok).toBe(true);
  });
});
