import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signInEnvironment } from './sign-in-environment';

describe('signInEnvironment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-sign-in-'));
  const ports = { gateway: 8080, provider: 8099 };

  afterAll(() => rmSync(folder, { recursive: true }));

  it('brings the development provider, behind the one port', () => {
    const { gateway, provider } = signInEnvironment(folder, ports, {});
    expect(gateway['LIANFANG_OIDC_ISSUER']).toBe('http://127.0.0.1:8080/identity');
    expect(gateway['LIANFANG_IDENTITY_PROXY']).toBe('http://127.0.0.1:8099');
    const paths = [gateway['LIANFANG_ROLES'], provider?.['LIANFANG_PEOPLE'], provider?.['LIANFANG_IDENTITY_SECRETS']];
    expect(paths.map((path) => existsSync(path ?? ''))).toEqual([true, true, true]);
  });

  it('leaves everything to a provider of one’s own, but for the keys', () => {
    const own = { LIANFANG_OIDC_ISSUER: 'https://id.example', LIANFANG_PUBLIC_URL: 'https://soc.example' };
    const { gateway, provider } = signInEnvironment(folder, ports, own);
    expect(provider).toBeUndefined();
    expect(Object.keys(gateway)).toEqual(['LIANFANG_PUBLIC_URL', 'LIANFANG_SESSION_KEYS_FILE']);
    expect(gateway['LIANFANG_PUBLIC_URL']).toBe('https://soc.example');
  });
});
