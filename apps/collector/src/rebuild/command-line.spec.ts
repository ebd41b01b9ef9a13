import { readCommandLine, type CommandLine } from './command-line';

const RANGE = ['--from', '2026-11-20T00:00+08:00', '--to', '2026-11-21T00:00+08:00'];

function read(...args: string[]): CommandLine {
  const result = readCommandLine(args);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function refusal(...args: string[]): string {
  const result = readCommandLine(args);
  return result.ok ? 'nothing' : result.error;
}

describe('the command line of a rebuild', () => {
  it('takes a range with its zone, and means nothing without --yes', () => {
    expect(read(...RANGE)).toEqual({
      kind: 'rebuild',
      order: { from: Date.UTC(2026, 10, 19, 16), to: Date.UTC(2026, 10, 20, 16), topics: [], files: {} },
      isMeant: false,
      breakLock: false,
    });
    expect(read(...RANGE, '--yes', '--break-lock')).toMatchObject({ isMeant: true, breakLock: true });
  });

  it('takes files, a normaliser and topics', () => {
    const more = ['--directory', 'd.yaml', '--sensors', 's.yaml', '--normaliser', '2', '--topic', 'a', '--topic', 'b'];
    expect(read(...RANGE, ...more)).toMatchObject({
      order: { files: { directory: 'd.yaml', sensors: 's.yaml' }, normaliser: '2', topics: ['a', 'b'] },
    });
  });

  it.each([
    [['--to', '2026-11-21T00:00Z'], /--from is missing/],
    [['--from', '2026-11-20T00:00', '--to', '2026-11-21T00:00Z'], /--from is no time with a zone/],
    [['--from', '2026-02-30T00:00Z', '--to', '2026-11-21T00:00Z'], /--from is no time/],
    [['--from', '2026-11-21T00:00Z', '--to', '2026-11-21T00:00Z'], /later time/],
    [[...RANGE, '--normaliser', 'n-1'], /newest, or the number/],
    [[...RANGE, '--directry', 'd.yaml'], /--directry/],
  ])('refuses %j', (args, reason) => {
    expect(refusal(...args)).toMatch(reason);
  });
});
