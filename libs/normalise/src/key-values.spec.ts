import { readKeyValues } from './key-values';

const WANTED = new Set(['a', 'b', 'c', '__proto__']);
const read = (text: string) => Object.fromEntries(readKeyValues(text, WANTED));

describe('readKeyValues', () => {
  it.each([
    ['a=1 b="two words" c=', { a: '1', b: 'two words', c: '' }],
    ['a=1,b="two, words",c=3', { a: '1', b: 'two, words', c: '3' }],
    ['x=0 a=1,2 b=3', { a: '1,2', b: '3' }],
    ['a=1 a=2', { a: '1' }],
    ['a="said "so" twice" b=2', { a: 'said "so" twice', b: '2' }],
    ['a="x\\" b=9 \\"y" c=3', { a: 'x\\" b=9 \\"y', c: '3' }],
    ['a="x\\\\" c=3', { a: 'x\\\\', c: '3' }],
    ['a=1 noise =2 b=3', { a: '1', b: '3' }],
    ['a=1 b="never ends', { a: '1' }],
    ['A=1 b=2\r\n', { b: '2' }],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('takes __proto__ for a key like any other', () => {
    expect(readKeyValues('__proto__=1 a=2', WANTED).get('__proto__')).toBe('1');
  });

  it('looks at no more words and quotes than a line can have', () => {
    expect(read(`a=1 ${'x '.repeat(8_000)}b=2 ${'x '.repeat(8_000)}c=3`)).toEqual({ a: '1', b: '2' });
    expect(read(`a="1${'"x'.repeat(8_000)}" b="2${'"x'.repeat(8_000)}" c=3`).b).toBeUndefined();
  });

  it.each([['a="\\" '], ['a="" '], ['"a='], ['='], [' '], ['a'], ['a="x" y ']])(
    'reads 256 KiB of %s in no time',
    (piece) => {
      const start = performance.now();
      read(piece.repeat(262_144 / piece.length));
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});
