import { NameSeal } from './name-seal';

const key = (fill: number) => ({ id: String(fill), bytes: new Uint8Array(32).fill(fill) });
const seal = new NameSeal([key(1)]);

describe('NameSeal', () => {
  it('gives the same name each time, and opens it', () => {
    const sealed = seal.seal('threat-events.1.0.42', '63000');
    expect(seal.seal('threat-events.1.0.42', '63000')).toBe(sealed);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(seal.open(sealed, '63000')).toBe('threat-events.1.0.42');
  });

  it('says nothing of how far two names are apart', () => {
    const [one, next] = [seal.seal('threat-events.1.0.42', '63000'), seal.seal('threat-events.1.0.43', '63000')];
    const same = [...one].filter((letter, index) => letter === next[index]).length;
    expect(same).toBeLessThan(one.length / 4);
  });

  it('opens for nobody else, and nothing that was changed', () => {
    const sealed = seal.seal('threat-events.1.0.42', '63000');
    expect(seal.open(sealed, '64000')).toBeUndefined();
    expect(new NameSeal([key(2)]).open(sealed, '63000')).toBeUndefined();
    const changed = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    for (const bad of [changed, `${sealed}A`, sealed.slice(0, -2), '', 'threat-events.1.0.42'])
      expect(seal.open(bad, '63000')).toBeUndefined();
  });

  it('opens what an older key sealed', () => {
    const sealed = seal.seal('a', '63000');
    expect(new NameSeal([key(2), key(1)]).open(sealed, '63000')).toBe('a');
  });
});
