import { readCsvRow } from './csv-row';

describe('readCsvRow', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['a,,', ['a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b",""', ['a"b', '']],
    ['"a"b",c', ['a"b', 'c']],
    ['a"b,c', ['a"b', 'c']],
    ['a,"b"\r\n', ['a', 'b']],
    ['a,"never ends, c', ['a']],
    ['', ['']],
  ])('%s', (text, expected) => {
    expect(readCsvRow(text)).toEqual(expected);
  });

  it('stops at as many fields as are wanted', () => {
    expect(readCsvRow('a,b,c,d', 2)).toEqual(['a', 'b']);
  });

  it.each([['"'], ['""'], ['",'], ['"x" '], [',']])('reads 256 KiB of %s in no time', (piece) => {
    const start = performance.now();
    readCsvRow(piece.repeat(262_144 / piece.length));
    expect(performance.now() - start).toBeLessThan(500);
  });
});
