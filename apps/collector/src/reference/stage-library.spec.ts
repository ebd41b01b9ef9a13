import type { PinStore } from '@lianfang/store';
import { namedNormaliser, pinnedReference, prevailingNormaliser } from './stage-library';

const FIRST = '1:ecs+suricata';

async function prevailing(inUse: readonly string[]): Promise<{ version: string; warned: string[] }> {
  const warned: string[] = [];
  const pins: PinStore = {
    settle: async (wanted) => wanted,
    named: async () => new Map(),
    touching: async () => [],
    normalisersInUse: async () => inUse,
  };
  const log = { log: () => undefined, error: () => undefined, warn: (text: string) => void warned.push(text) };
  return { version: await prevailingNormaliser(pins, log), warned };
}

describe('the version that new chunks are pinned to', () => {
  it('is the newest in an empty store, and once the newest was switched on', async () => {
    const { version } = await prevailing([]);
    expect(version).toMatch(/^2:/);
    expect((await prevailing([FIRST, version])).version).toBe(version);
  });

  it('stays with the version before until it is switched on, and says how', async () => {
    const { version, warned } = await prevailing([FIRST]);
    expect(version).toBe(FIRST);
    expect(warned[0]).toContain('LIANFANG_NORMALISER=newest');
  });

  it('is what the setting names', () => {
    expect(namedNormaliser('auto')).toBeUndefined();
    expect(namedNormaliser('newest')).toMatch(/^2:/);
    expect(namedNormaliser('1')).toBe(FIRST);
    expect(() => namedNormaliser('7')).toThrow('LIANFANG_NORMALISER is 7');
  });

  it('names the sensor file only where the version knows it', () => {
    const current = { directory: 'd', countries: 'c', sensors: 's' };
    expect(pinnedReference(current, FIRST)).toEqual({ directory: 'd', countries: 'c' });
    expect(pinnedReference(current, '2:ecs')).toEqual(current);
  });
});
