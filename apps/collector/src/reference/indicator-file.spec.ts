import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matchIndicators } from '@lianfang/indicators';
import { eventually } from '@lianfang/testing';
import { IndicatorFile } from './indicator-file';

const HEADER = 'type,value,scope,tlp,provider,id';
const LATER = 20_000;

jest.setTimeout(60_000);

describe('IndicatorFile', () => {
  let folder: string;
  let path: string;
  let said: string[];
  let told: string[];
  let file: IndicatorFile;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'indicators-'));
    path = join(folder, 'indicators.csv');
    said = [];
    told = [];
    const say = (message: string): number => said.push(message);
    const watcher = {
      accepted: (count: number) => told.push(`accepted ${count}`),
      refused: () => told.push('refused'),
    };
    file = new IndicatorFile(path, { log: say, warn: say, error: say }, watcher);
  });

  afterEach(() => {
    file.stop();
    rmSync(folder, { recursive: true });
  });

  function linesOf(count: number, first = 0): string {
    const lines = Array.from({ length: count }, (_unused, at) => {
      const host = first + at;
      return `ipv4-addr,11.${(host >> 16) & 255}.${(host >> 8) & 255}.${host & 255},national,GREEN,us,id-${host}\n`;
    });
    return lines.join('');
  }

  /** Written beside and renamed, as the README asks. */
  function replace(text: string): void {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }

  const names = (value: string): number => {
    const set = file.current;
    const occasion = { county: '63000', time: 0 };
    return set ? matchIndicators(set, [{ kind: 'address', field: 'source.ip', value }], occasion).matches.length : NaN;
  };

  const untilSize = (size: number): Promise<boolean> =>
    eventually(() => file.current?.size === size, {
      because: `${size} indicators are to be in force`,
      timeoutMs: LATER,
    });

  it('reads the file at the start, and another one without a restart', async () => {
    replace(`${HEADER}\n${linesOf(3)}`);
    await file.start();
    expect([file.current?.size, names('11.0.0.2'), names('11.0.0.3')]).toEqual([3, 1, 0]);
    const before = file.current;
    replace(`${HEADER}\n${linesOf(4)}`);
    await untilSize(4);
    expect([names('11.0.0.3'), file.current === before, told]).toEqual([1, false, ['accepted 3', 'accepted 4']]);
    expect(said.at(-1)).toMatch(/^Shared indicators in force: 4; file [0-9a-f]{12}$/);
  });

  it('starts without a file, says so, and takes it when it comes', async () => {
    await file.start();
    expect(file.current).toBeUndefined();
    expect(said[0]).toMatch(/^LF-INDICATORS: .*ENOENT.*Put the file there; .* Events are stored without a match\.$/);
    replace(`${HEADER}\n${linesOf(1)}`);
    await untilSize(1);
  });

  it('keeps the old ones when the file is gone, bad, or much too large, and says why', async () => {
    replace(`${HEADER}\n${linesOf(2)}`);
    await file.start();
    rmSync(path);
    await eventually(() => said.some((line) => /ENOENT.*The 2 of before stay in force/.test(line)), {
      because: 'a missing file must be told',
      timeoutMs: LATER,
    });
    replace(`${HEADER}\n${linesOf(1)}ipv4-addr,999.1.1.1,national,GREEN,us,x\n`);
    await eventually(() => said.some((line) => line.includes('line 3: "999.1.1.1" is no IPv4 address')), {
      because: 'a bad line must be told',
      timeoutMs: LATER,
    });
    writeFileSync(`${path}.new`, HEADER);
    truncateSync(`${path}.new`, 1_500 * 1024 * 1024);
    renameSync(`${path}.new`, path);
    await eventually(() => said.some((line) => line.includes('the file has 1500 MiB; 512 MiB are the most')), {
      because: 'too large a file must be told before it is read',
      timeoutMs: LATER,
    });
    expect([file.current?.size, names('11.0.0.1')]).toEqual([2, 1]);
    expect(told).toEqual(['accepted 2', 'refused', 'refused', 'refused']);
  });

  it('never puts half a line in force when the file is written in place, and all of it at the end', async () => {
    replace(`${HEADER}\n${linesOf(2)}`);
    await file.start();
    const seen = new Set<number | undefined>();
    const text = linesOf(5_000);
    writeFileSync(path, `${HEADER}\n`);
    for (let at = 0; at < text.length; at += 7_001) {
      appendFileSync(path, text.slice(at, at + 7_001));
      await file.read().catch(() => undefined);
      seen.add(file.current?.size);
    }
    await untilSize(5_000);
    expect(names('11.0.19.135')).toBe(1);
    // A part that ends within a line is refused: what was in force before stays.
    expect([...seen]).toEqual([2, 5_000]);
  });

  it('reads what was written while it was reading', async () => {
    replace(`${HEADER}\n${linesOf(60_000)}`);
    const started = file.start();
    replace(`${HEADER}\n${linesOf(50_000, 100_000)}`);
    await started;
    await untilSize(50_000);
  });

  it('holds nobody up for long while it reads', async () => {
    replace(`${HEADER}\n${linesOf(300_000)}`);
    // Other programs only ever make it worse: a bad figure is measured again.
    let longest = Infinity;
    for (let attempt = 0; attempt < 6 && longest > 10; attempt += 1) {
      longest = Math.min(longest, await longestTurn(() => file.read()));
    }
    expect(file.current?.size).toBe(300_000);
    expect(longest).toBeLessThan(20);
  });

  it('is nothing without a path', async () => {
    const none = new IndicatorFile('', { log: fail, warn: fail, error: fail });
    await none.start();
    expect(none.current).toBeUndefined();
    none.stop();
  });
});

/** The longest that nobody else had a turn while something was done, in milliseconds of this thread's processor time. */
async function longestTurn(work: () => Promise<void>): Promise<number> {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  let longest = 0;
  let last = used();
  let isDone = false;
  const turn = (): void => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work().finally(() => (isDone = true));
  return longest;
}

function fail(message: string): never {
  throw new Error(message);
}
