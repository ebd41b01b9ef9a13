import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of what signing in needs on one machine. */
export interface IdentityFiles {
  /** For the development provider: the secrets of its clients. */
  readonly secrets: string;
  /** For the gateway: its secret at the provider, and the keys that seal its cookies. */
  readonly gatewaySecret: string;
  readonly sessionKeys: string;
  /** For `npm run smoke`. */
  readonly smokeSecret: string;
}

const ONLY_OWNER = 0o600;

/** Makes the secrets that are missing, each random and readable by this user alone. A restart keeps who is signed in. */
export function identityFiles(dataFolder: string): IdentityFiles {
  const folder = join(dataFolder, 'identity');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files: IdentityFiles = {
    secrets: join(folder, 'secrets.json'),
    gatewaySecret: join(folder, 'gateway-secret'),
    sessionKeys: join(folder, 'session-keys'),
    smokeSecret: join(folder, 'smoke-secret'),
  };
  // One of them alone would fit none of the others.
  if ([files.secrets, files.gatewaySecret, files.sessionKeys, files.smokeSecret].every((file) => existsSync(file)))
    return files;
  const [gateway, smoke, cookies, sessions] = Array.from({ length: 4 }, () => randomBytes(32).toString('base64url'));
  write(files.secrets, JSON.stringify({ gateway, cookies, programs: { 'lianfang-smoke': smoke } }));
  write(files.gatewaySecret, `${gateway}\n`);
  write(files.smokeSecret, `${smoke}\n`);
  write(files.sessionKeys, `${sessions}\n`);
  return files;
}

function write(path: string, text: string): void {
  writeFileSync(path, text, { mode: ONLY_OWNER });
}
