import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';
import { parseSmokeOptions } from './smoke-options';

const from = { LIANFANG_CALLED_FROM: repositoryRoot() };

describe('parseSmokeOptions', () => {
  it('sends the known events without a file', () => {
    expect(parseSmokeOptions([], from)).toBeUndefined();
  });

  it('takes a file relative to where the person is, and a format', () => {
    expect(parseSmokeOptions(['--file', 'package.json', '--format', 'suricata'], from)).toEqual({
      path: join(repositoryRoot(), 'package.json'),
      format: 'suricata',
    });
  });

  it.each([
    [['--format', 'ecs'], '--format needs --file'],
    [['--file', 'no/such/file'], 'There is no file'],
    [['--file', 'libs'], 'There is no file'],
    [['--bogus'], '--bogus'],
    // Whoever is refused is told every format that has a reader.
    [['--bogus'], /NAME is one of cef, .*fortigate, .*zeek/],
  ])('refuses %j', (args, reason) => {
    expect(() => parseSmokeOptions(args, from)).toThrow(reason);
  });
});
