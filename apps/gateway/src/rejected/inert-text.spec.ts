import { inertBytes, inertLine, inertText } from './inert-text';

const inert = (text: string): string => inertText(text, { most: 100 });

describe('inertText', () => {
  it.each([
    ['plain text 臺北市 <b>{{7*7}}</b>', 'plain text 臺北市 <b>{{7*7}}</b>'],
    ['a\u202eb', 'a⟦U+202E⟧b'],
    ['a\u200bb\ufeff', 'a⟦U+200B⟧b⟦U+FEFF⟧'],
    ['\u001b[31mred', '⟦U+001B⟧[31mred'],
    ['tab\tCR\rLF\n', 'tab⟦U+0009⟧CR⟦U+000D⟧LF⟦U+000A⟧'],
    ['a\u2028b\u00a0c', 'a⟦U+2028⟧b⟦U+00A0⟧c'],
    ['forged ⟦U+202E⟧', 'forged ⟦U+27E6⟧U+202E⟧'],
    ['\u{e0041}', '⟦U+E0041⟧'],
  ])('writes %j inert', (text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  it('leaves a few marks on a letter, and names a tower of them', () => {
    expect(inert('e\u0301\u0302')).toBe('e\u0301\u0302');
    expect(inert(`e${'\u0301'.repeat(5)}`)).toBe('e\u0301\u0301\u0301⟦U+0301⟧⟦U+0301⟧');
  });

  it('shows no more than it is told', () => {
    expect(inertText('x'.repeat(1_000_000), { most: 5 })).toBe('xxxxx');
  });
});

describe('inertBytes', () => {
  it('shows text by lines and bytes as rows of sixteen', () => {
    expect(inertBytes(Buffer.from('a\nb'), 100)).toEqual({ form: 'text', shown: 'a⟦U+000A⟧\nb', shortened: false });
    const bytes = Buffer.from([...Array.from({ length: 16 }, () => 0x41), 0xff, 0]);
    expect(inertBytes(bytes, 1_000)).toEqual({
      form: 'hex',
      shown: `000000  ${'41 '.repeat(16).trim()}  ${'A'.repeat(16)}\n000010  ${'ff 00'.padEnd(47)}  ··`,
      shortened: false,
    });
  });

  it('says when it shows only a part', () => {
    expect(inertBytes(Buffer.from('臺'.repeat(50)), 40)).toMatchObject({ shown: '臺'.repeat(40), shortened: true });
    expect(inertBytes(Buffer.alloc(1_000), 100).shortened).toBe(true);
  });
});

it('writes a key that is no text as base64', () => {
  expect(inertLine(Buffer.from([255, 254]), 10)).toBe('base64://4=');
});
