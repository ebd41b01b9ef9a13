import { loadConfig } from '@lianfang/platform/config';
import { z } from 'zod';
import { machineEnvironment, readServerTls } from './machine-environment';

const read = (given: Record<string, string> = {}) => loadConfig(z.object(machineEnvironment), given, [readServerTls]);

describe('the settings of programs', () => {
  it('have defaults, and no TLS', () => {
    const settings = read();
    expect(settings.LIANFANG_RATE_PROGRAM).toBe(600);
    expect(readServerTls(settings)).toBeUndefined();
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ LIANFANG_RATE_PERSON: '0' }, /LIANFANG_RATE_PERSON: must be a whole number from 1 to 1000000/],
    [{ LIANFANG_QUOTA_BYTES: '10' }, /LIANFANG_QUOTA_BYTES: must be a whole number/],
    [{ LIANFANG_TLS_CERT_FILE: 'cert.pem' }, /LIANFANG_TLS_CERT_FILE, LIANFANG_TLS_KEY_FILE: must be set together/],
    [{ LIANFANG_TLS_CA_FILE: 'ca.pem' }, /LIANFANG_TLS_CA_FILE: must not be set without/],
    [
      { LIANFANG_TLS_CERT_FILE: 'none.pem', LIANFANG_TLS_KEY_FILE: 'none.key' },
      /LIANFANG_TLS_CERT_FILE: must be the path/,
    ],
    [{ LIANFANG_BOUND_TOKENS: 'required' }, /LIANFANG_BOUND_TOKENS: can be required only with LIANFANG_TLS_CA_FILE/],
    [{ LIANFANG_BOUND_TOKENS: 'yes' }, /LIANFANG_BOUND_TOKENS: must be required or optional/],
  ])('refuse %j', (given, reason) => {
    expect(() => read(given)).toThrow(reason);
  });
});
