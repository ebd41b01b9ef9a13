import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@lianfang/platform/config';
import { z } from 'zod';
import { readSessionLink, sessionEnvironment } from './session-environment';

describe('readSessionLink', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-session-'));
  const keys = join(folder, 'keys');
  writeFileSync(keys, `${Buffer.alloc(32, 1).toString('base64url')}\n`);
  const good = {
    LIANFANG_PUBLIC_URL: 'https://soc.example',
    LIANFANG_OIDC_ISSUER: 'https://id.example',
    LIANFANG_OIDC_CLIENT_ID: 'gateway',
    LIANFANG_OIDC_CLIENT_SECRET: 'Zq7-secret',
    LIANFANG_ROLES: 'roles.yaml',
    LIANFANG_SESSION_KEYS_FILE: keys,
  };
  const read = (more: Record<string, string>) =>
    loadConfig(z.object(sessionEnvironment), { ...good, ...more }, [readSessionLink]);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes what operation needs', () => {
    expect(read({ NODE_ENV: 'production' }).LIANFANG_SESSION_IDLE).toBe(30 * 60_000);
  });

  it('takes a provider without TLS or passwords on this machine', () => {
    const here = {
      LIANFANG_OIDC_ISSUER: 'http://localhost:8080/identity',
      LIANFANG_PUBLIC_URL: 'http://localhost:8080',
    };
    expect(read({ ...here, LIANFANG_IDENTITY_PROXY: 'http://127.0.0.1:1' }).LIANFANG_STRONG_AGE).toBe(15 * 60_000);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a provider without passwords in production',
      production({ LIANFANG_IDENTITY_PROXY: 'http://127.0.0.1:1' }),
      /IDENTITY_PROXY.*production/,
    ],
    ['a public address without TLS', production({ LIANFANG_PUBLIC_URL: 'http://soc.example' }), /PUBLIC_URL.*https/],
    ['a provider without TLS', production({ LIANFANG_OIDC_ISSUER: 'http://id.example' }), /ISSUER.*https/],
    ...['LIANFANG_OIDC_ISSUER', 'LIANFANG_PUBLIC_URL'].flatMap((wrong): [string, Record<string, string>, RegExp][] => {
      const here = { LIANFANG_OIDC_ISSUER: 'http://localhost:8080/x', LIANFANG_PUBLIC_URL: 'http://127.0.0.1:8080' };
      const elsewhere = { ...here, [wrong]: 'http://soc.example' };
      const rule = new RegExp(`${wrong}.*address of this machine`);
      return [
        [`an issuer without TLS, and ${wrong} elsewhere`, elsewhere, rule],
        [
          `a provider without passwords, and ${wrong} elsewhere`,
          { ...elsewhere, [wrong]: 'https://soc.example', LIANFANG_IDENTITY_PROXY: 'http://127.0.0.1:1' },
          rule,
        ],
      ];
    }),
    ['a strong sign-in that never runs out', { LIANFANG_STRONG_AGE: '13h' }, /STRONG_AGE.*1m to 12h/],
    ['limits that contradict each other', { LIANFANG_SESSION_IDLE: '13h' }, /IDLE.*longer than/],
    ['a path in the public address', { LIANFANG_PUBLIC_URL: 'https://soc.example/x' }, /PUBLIC_URL.*without a path/],
    ['keys that are not there', { LIANFANG_SESSION_KEYS_FILE: join(folder, 'none') }, /KEYS_FILE.*path of a file/],
    ['a scope without OpenID', { LIANFANG_OIDC_SCOPE: 'profile' }, /SCOPE.*openid/],
  ])('refuses %s, and names no value', (_case, wrong, reason) => {
    expect(() => read(wrong)).toThrow(reason);
    expect(() => read(wrong)).not.toThrow(/Zq7/);
  });

  it.each(['', 'c2hvcnQ\n', '# only a remark\n'])('refuses a file of keys that holds %j', (text) => {
    const bad = join(folder, 'bad');
    writeFileSync(bad, text);
    expect(() => read({ LIANFANG_SESSION_KEYS_FILE: bad })).toThrow(/openssl rand -base64 32/);
  });
});

function production(more: Record<string, string>): Record<string, string> {
  return { NODE_ENV: 'production', ...more };
}
