import { IdHasher } from './id-hasher';

function hashOf(...add: readonly ((hasher: IdHasher) => void)[]): string {
  const hasher = new IdHasher();
  hasher.start();
  for (const one of add) one(hasher);
  hasher.end();
  return [hasher.first, hasher.second, hasher.third].join(' ');
}

const text =
  (value: string) =>
  (hasher: IdHasher): void =>
    hasher.addText(value);
const bytes = (value: string) => (hasher: IdHasher) => hasher.addPiece(Buffer.from(`"${value}"`), 1, 1 + value.length);

describe('IdHasher', () => {
  it.each([
    ['1187233441557321', '', '2026-03-05T01:15:42.123456+0000', '1:2012345'],
    ['', '', '', ''],
    ['a', 'ab', 'abc', 'abcd', 'abcde'],
    ['abcd'],
  ])('hashes an id of pieces as the whole text: %s|%s|%s|%s', (...pieces) => {
    const whole = hashOf(text(pieces.join('|')));
    expect(hashOf(...pieces.map(text))).toBe(whole);
    expect(hashOf(...pieces.map(bytes))).toBe(whole);
    expect(hashOf(bytes(pieces[0]), ...(pieces.length > 1 ? [text(pieces.slice(1).join('|'))] : []))).toBe(whole);
  });

  it('goes on from another one', () => {
    const base = new IdHasher();
    base.start();
    base.addText('flow|time');
    expect(hashOf((hasher) => hasher.startFrom(base), text('drop'))).toBe(hashOf(text('flow|time|drop')));
  });

  it('tells apart what is cut, moved, empty or beyond ASCII', () => {
    const ids = [
      '',
      '|',
      'a',
      'a|',
      '|a',
      'a\0',
      'aa',
      'abcd',
      'abcd|',
      'ab|cd',
      'abc|d',
      'dcba',
      '臺',
      '台',
      'á',
      'a´',
      '\u0161',
      'a\u0001',
    ];
    expect(new Set(ids.map((id) => hashOf(text(id)))).size).toBe(ids.length);
    const many = Array.from({ length: 200_000 }, (_unused, index) => hashOf(text(`1187233441557${index}||2026|1:20`)));
    for (const word of [0, 1, 2]) {
      const words = new Set(many.map((hash) => hash.split(' ')[word]));
      // 200,000 random words of 32 bits: some five are there twice.
      expect(words.size).toBeGreaterThan(199_970);
    }
  });
});
