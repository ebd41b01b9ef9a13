import { requireOpenFiles } from './open-files';

const limits = (hard: string): string =>
  `Limit   Soft Limit   Hard Limit   Units\nMax open files   1024   ${hard}   files\n`;

describe('requireOpenFiles', () => {
  it.each(['unlimited', '20000'])('is content with %s', (hard) => {
    expect(() => requireOpenFiles(10_000, limits(hard))).not.toThrow();
  });

  it('says what to do where the limit is too low', () => {
    expect(() => requireOpenFiles(10_000, limits('4096'))).toThrow(
      /LF-BENCH-FILES: .* 4096\. Raise it \(`ulimit -Hn 10200`/,
    );
  });
});
