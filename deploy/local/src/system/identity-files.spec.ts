import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityFiles } from './identity-files';

describe('identityFiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('makes secrets that fit, for this user alone, and keeps them', () => {
    const files = identityFiles(folder);
    const secrets = JSON.parse(readFileSync(files.secrets, 'utf8')) as { gateway: string; programs: object };
    expect(readFileSync(files.gatewaySecret, 'utf8')).toBe(`${secrets.gateway}\n`);
    for (const file of Object.values(files)) expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(files.sessionKeys, 'utf8');
    identityFiles(folder);
    expect(readFileSync(files.sessionKeys, 'utf8')).toBe(before);
  });

  it('makes all anew where one is missing', () => {
    const files = identityFiles(folder);
    const before = readFileSync(files.secrets, 'utf8');
    rmSync(files.smokeSecret);
    identityFiles(folder);
    expect(readFileSync(files.secrets, 'utf8')).not.toBe(before);
  });
});
