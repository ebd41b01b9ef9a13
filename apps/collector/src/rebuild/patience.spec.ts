import { IndexReplacedError } from '@lianfang/store';
import { createPatience } from './patience';
import { RebuildRefusedError } from './rebuild-refused-error';

describe('patience', () => {
  const signal = new AbortController().signal;

  it('tries again what the servers can not do now, and says so', async () => {
    const warned: string[] = [];
    const patience = createPatience({ limit: 10_000, signal, warn: (line) => void warned.push(line) });
    let tries = 0;
    const work = async (): Promise<number> => {
      tries += 1;
      if (tries === 1) throw new Error('connection refused');
      return tries;
    };
    await expect(patience('Writing', work)).resolves.toBe(2);
    expect(warned).toEqual([expect.stringContaining('Writing: connection refused')]);
  });

  it.each([new RebuildRefusedError('LF-REBUILD-LOG', 'Ask later.'), new IndexReplacedError('rows')])(
    'lets through at once what trying again does not change: %s',
    async (error) => {
      const patience = createPatience({ limit: 10_000, signal, warn: () => undefined });
      let tries = 0;
      const work = (): Promise<never> => {
        tries += 1;
        return Promise.reject(error);
      };
      await expect(patience('Writing', work)).rejects.toBe(error);
      expect(tries).toBe(1);
    },
  );

  it('ends when its time is up, and when it is told to stop', async () => {
    const failing = (): Promise<never> => Promise.reject(new Error('still away'));
    const short = createPatience({ limit: 0, signal, warn: () => undefined });
    await expect(short('Writing', failing)).rejects.toThrow('still away');
    const stopping = new AbortController();
    const stopped = createPatience({
      limit: 10_000,
      signal: stopping.signal,
      warn: () => stopping.abort(new Error('stop')),
    });
    await expect(stopped('Writing', failing)).rejects.toThrow('stop');
  });
});
