import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TlsFiles } from './tls-files';

describe('TlsFiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-tls-'));
  const at = (name: string): string => join(folder, name);
  const make = (name: string): void => {
    const files = ['-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, ...files], {
      stdio: 'pipe',
    });
  };
  beforeAll(() => {
    make('one');
    make('two');
    writeFileSync(at('garbage'), 'no certificate');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('uses a renewed pair once both of its files are there', () => {
    copyFileSync(at('one.pem'), at('cert'));
    copyFileSync(at('one.key'), at('key'));
    const files = new TlsFiles({ prefix: 'KAFKA', ca: at('one.pem'), cert: at('cert'), key: at('key') });
    const before = files.current();
    expect(files.current()).toBe(before);
    copyFileSync(at('two.pem'), at('cert'));
    expect(files.current()).toBe(before);
    copyFileSync(at('two.key'), at('key'));
    expect(files.current()).not.toBe(before);
  });

  it.each([
    [{ ca: 'none' }, 'KAFKA_CA_FILE: must be the path'],
    [{ ca: 'garbage' }, 'KAFKA_CA_FILE: must hold certificates'],
    [{ cert: 'one.pem' }, 'KAFKA_CERT_FILE, KAFKA_KEY_FILE: must be set together'],
    [{ cert: 'one.pem', key: 'two.key' }, 'KAFKA_KEY_FILE: must hold the key of KAFKA_CERT_FILE'],
    [{ cert: 'one.pem', key: 'garbage' }, 'KAFKA_KEY_FILE: must hold the key of KAFKA_CERT_FILE'],
  ])('says what is wrong with %j', (names: { ca?: string; cert?: string; key?: string }, text) => {
    const paths = Object.fromEntries(Object.entries(names).map(([name, file]) => [name, at(file)]));
    expect(() => new TlsFiles({ prefix: 'KAFKA', ca: undefined, ...paths })).toThrow(text);
  });
});
