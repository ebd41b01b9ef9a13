import { readSteadily } from './read-steadily';

describe('readSteadily', () => {
  it('answers what was read while nothing changed', async () => {
    await expect(
      readSteadily(
        async () => 2,
        async () => 'rows',
      ),
    ).resolves.toBe('rows');
    const failing = readSteadily(
      async () => 2,
      () => Promise.reject(new Error('away')),
    );
    await expect(failing).rejects.toThrow('away');
  });

  it('reads again when a rebuild came between, also when the first read failed of it', async () => {
    let generation = 1;
    let reads = 0;
    const read = async (): Promise<string> => {
      reads += 1;
      if (reads === 1) generation = 2;
      if (reads === 1) throw new Error('no such index');
      return `of ${generation}`;
    };
    await expect(readSteadily(async () => generation, read)).resolves.toBe('of 2');
    expect(reads).toBe(2);
  });

  it('ends, however often the generation changes', async () => {
    let generation = 0;
    await expect(
      readSteadily(
        async () => (generation += 1),
        async () => 'rows',
      ),
    ).resolves.toBe('rows');
  });
});
