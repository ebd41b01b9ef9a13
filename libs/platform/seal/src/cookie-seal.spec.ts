import { randomBytes } from 'node:crypto';
import { CookieSeal } from './cookie-seal';
import { readSealKeys, type SealKey } from './seal-keys';

const NOW = Date.UTC(2026, 10, 23);
const HOUR = 3_600_000;

function key(): string {
  return randomBytes(32).toString('base64url');
}

function ring(...lines: readonly string[]): readonly SealKey[] {
  const keys = readSealKeys(lines.join('\n'));
  if (!keys.ok) throw new Error(keys.error);
  return keys.value;
}

describe('CookieSeal', () => {
  const [old, next] = [key(), key()];
  const seal = new CookieSeal(ring(old));

  it('opens what it sealed, and shows nothing of it', async () => {
    const sealed = await seal.seal('session', { subject: 'u1' }, NOW + HOUR);
    expect(await seal.open('session', sealed, NOW)).toEqual({ subject: 'u1' });
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('u1');
  });

  it('opens nothing that has run out, was changed, or is for something else', async () => {
    const sealed = await seal.seal('session', { subject: 'u1' }, NOW + HOUR);
    expect(await seal.open('session', sealed, NOW + HOUR + 1_000)).toBeUndefined();
    expect(await seal.open('sign-in', sealed, NOW)).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect([at, await seal.open('session', changed, NOW)]).toEqual([at, undefined]);
    }
    expect(await seal.open('session', 'e30.e30.e30.e30.e30', NOW)).toBeUndefined();
    expect(await seal.open('session', '', NOW)).toBeUndefined();
  });

  it('goes on to open what an older key sealed, and nothing once that key is taken away', async () => {
    const sealed = await seal.seal('session', { subject: 'u1' }, NOW + HOUR);
    const both = new CookieSeal(ring(next, old));
    expect(await both.open('session', sealed, NOW)).toEqual({ subject: 'u1' });
    const resealed = await both.seal('session', { subject: 'u2' }, NOW + HOUR);
    const only = new CookieSeal(ring(next));
    expect([await only.open('session', sealed, NOW), await only.open('session', resealed, NOW)]).toEqual([
      undefined,
      { subject: 'u2' },
    ]);
  });
});

describe('readSealKeys', () => {
  it('says what is wrong and never what a line holds', () => {
    const short = randomBytes(16).toString('base64url');
    expect(readSealKeys(`${key()}\n${short}\n`)).toEqual({ ok: false, error: 'key 2 is not 32 bytes as base64url' });
    expect(readSealKeys('# nothing\n')).toEqual({ ok: false, error: 'holds no key' });
  });
});
