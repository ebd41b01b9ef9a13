import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { ServerTlsFiles } from './server-tls-files';

/** The name that a server shows now. */
function shownBy(port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const [name] = [socket.getPeerCertificate().subject.CN].flat();
      socket.destroy();
      resolve(name);
    });
    socket.on('error', reject);
  });
}

describe('ServerTlsFiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-server-tls-'));
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
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows a renewed certificate to whoever connects then, once its key is there too', async () => {
    copyFileSync(at('one.pem'), at('cert'));
    copyFileSync(at('one.key'), at('key'));
    const files = new ServerTlsFiles({ prefix: 'LIANFANG_TLS', cert: at('cert'), key: at('key'), ca: undefined });
    const server = createServer(files.options());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let looks = 0;
    const looked = { setSecureContext: (options: object) => ((looks += 1), server.setSecureContext(options)) };
    const stop = files.follow(looked, 5);
    try {
      expect(await shownBy(port)).toBe('one');
      copyFileSync(at('two.pem'), at('cert'));
      expect(await shownBy(port)).toBe('one');
      copyFileSync(at('two.key'), at('key'));
      const until = Date.now() + 20_000;
      while ((await shownBy(port)) !== 'two' && Date.now() < until);
      expect([await shownBy(port), looks]).toEqual(['two', 1]);
    } finally {
      stop();
      server.close();
    }
  });

  it('says what is wrong with a file by the name of its variable', () => {
    const files = { prefix: 'LIANFANG_TLS', cert: at('one.pem'), key: at('two.key'), ca: undefined };
    expect(() => new ServerTlsFiles(files)).toThrow('LIANFANG_TLS_KEY_FILE: must hold the key');
    expect(() => new ServerTlsFiles({ ...files, key: at('one.key'), ca: at('none') })).toThrow('LIANFANG_TLS_CA_FILE');
  });
});
