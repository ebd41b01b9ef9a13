import { FairGate } from './fair-gate';

const SHARES = { places: 4, each: 2, house: 3, waiting: 2, patienceMs: 60_000 };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A gate, and who is inside now. */
function world(more: Partial<typeof SHARES> = {}) {
  const gate = new FairGate({ ...SHARES, ...more });
  const inside: { name: string; end: () => void }[] = [];
  const come = (name: string, who: string, house: string): Promise<string> => {
    const coming = gate.pass({ who, house }, async () => {
      const over = Promise.withResolvers<void>();
      inside.push({ name, end: over.resolve });
      await over.promise;
      return name;
    });
    // Who still waits when a test is over is sent away later, in the middle of another one.
    coming.catch(() => undefined);
    return coming;
  };
  const names = (): string[] => inside.map(({ name }) => name);
  const end = async (name: string): Promise<void> => {
    const at = inside.findIndex((each) => each.name === name);
    inside.splice(at, 1)[0]?.end();
    await turn();
  };
  return { come, names, end };
}

describe('FairGate', () => {
  it('gives one guest, and one county, a share of the places', async () => {
    const { come, names } = world();
    for (const name of ['a1', 'a2', 'a3']) void come(name, 'a', 'north');
    for (const name of ['b1', 'b2']) void come(name, 'b', 'north');
    void come('c1', 'c', 'south');
    await turn();
    expect(names()).toEqual(['a1', 'a2', 'b1', 'c1']);
  });

  it('lets in who waits, past those who have their share', async () => {
    const { come, names, end } = world({ places: 2 });
    for (const name of ['a1', 'a2', 'a3']) void come(name, 'a', 'north');
    void come('c1', 'c', 'south');
    await turn();
    expect(names()).toEqual(['a1', 'a2']);
    await end('a1');
    expect(names()).toEqual(['a2', 'a3']);
    await end('a2');
    expect(names()).toEqual(['a3', 'c1']);
  });

  it('sends away who waits with too many, and counts nobody who is gone', async () => {
    const { come, names, end } = world();
    for (const name of ['a1', 'a2', 'a3', 'a4']) void come(name, 'a', 'north');
    await expect(come('a5', 'a', 'north')).rejects.toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    for (const name of ['a1', 'a2', 'a3', 'a4']) await end(name);
    expect(names()).toEqual([]);
    void come('a6', 'a', 'north');
    await turn();
    expect(names()).toEqual(['a6']);
  });

  it('lets nobody wait for ever', async () => {
    const { come, end } = world({ each: 1, patienceMs: 5 });
    void come('a1', 'a', 'north');
    await expect(come('a2', 'a', 'north')).rejects.toMatchObject({ status: 503 });
    await end('a1');
    const again = come('a3', 'a', 'north');
    await turn();
    await end('a3');
    expect(await again).toBe('a3');
  });

  it('gives the place back where the work fails', async () => {
    const gate = new FairGate({ ...SHARES, each: 1 });
    const guest = { who: 'a', house: 'north' };
    await expect(gate.pass(guest, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.pass(guest, () => Promise.resolve('yes'))).toBe('yes');
  });
});
