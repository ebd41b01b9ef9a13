import { join } from 'node:path';
import { LOOPBACK } from '../process/free-port';
import { repositoryRoot } from '../repository-root';
import { identityFiles } from './identity-files';

/** The path below which the gateway shows the development provider. */
const MOUNT = '/identity';

/** How people and programs sign in on this machine. */
export interface SignIn {
  /** What the gateway is told. */
  readonly gateway: NodeJS.ProcessEnv;
  /** What the development provider is told; undefined where the person has a provider of their own. */
  readonly provider: NodeJS.ProcessEnv | undefined;
  /** Path of the smoke test's secret. */
  readonly smokeSecret: string;
}

/**
 * With LIANFANG_OIDC_ISSUER in the environment, that provider is used, and all settings of signing in are the person's own;
 * only keys for sealing cookies are made for them where they name none. Without it, it is the development provider.
 *
 * @param ports of the gateway, and a free one for the development provider
 */
export function signInEnvironment(
  dataFolder: string,
  ports: { readonly gateway: number; readonly provider: number },
  env: NodeJS.ProcessEnv = process.env,
): SignIn {
  const files = identityFiles(dataFolder);
  const address = `http://${LOOPBACK}:${ports.gateway}`;
  const common = {
    LIANFANG_PUBLIC_URL: env['LIANFANG_PUBLIC_URL'] || address,
    LIANFANG_SESSION_KEYS_FILE: env['LIANFANG_SESSION_KEYS_FILE'] || files.sessionKeys,
  };
  if (env['LIANFANG_OIDC_ISSUER']) return { gateway: common, provider: undefined, smokeSecret: files.smokeSecret };
  const folder = join(repositoryRoot(), 'deploy', 'local', 'demonstration');
  return {
    gateway: {
      ...common,
      // The provider asks nobody for a password, so it is shown on this machine only.
      LIANFANG_PUBLIC_URL: address,
      LIANFANG_OIDC_ISSUER: `${address}${MOUNT}`,
      LIANFANG_OIDC_CLIENT_ID: 'lianfang-gateway',
      LIANFANG_OIDC_CLIENT_SECRET_FILE: files.gatewaySecret,
      LIANFANG_OIDC_SCOPE: 'openid profile lianfang',
      LIANFANG_OIDC_STRONG_ACR: 'urn:lianfang:acr:two-factor',
      LIANFANG_ROLES: env['LIANFANG_ROLES'] || join(folder, 'roles.yaml'),
      LIANFANG_IDENTITY_PROXY: `http://${LOOPBACK}:${ports.provider}`,
    },
    provider: {
      LIANFANG_PUBLIC_URL: address,
      LIANFANG_PEOPLE: env['LIANFANG_PEOPLE'] || join(folder, 'people.yaml'),
      LIANFANG_IDENTITY_SECRETS: files.secrets,
    },
    smokeSecret: files.smokeSecret,
  };
}
