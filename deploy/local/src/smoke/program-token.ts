import { readFileSync } from 'node:fs';
import { allowInsecureRequests, ClientSecretBasic, clientCredentialsGrant, discovery } from 'openid-client';

const CLIENT = 'lianfang-smoke';
const AUDIENCE = 'urn:lianfang:api';

/**
 * An access token for the smoke test's program, by OAuth 2 client credentials as any program gets one.
 *
 * @param address of the gateway, behind which the development provider is: `http://127.0.0.1:8080`
 * @param secretFile path of the program's secret
 */
export async function programToken(address: string, secretFile: string): Promise<string> {
  const secret = readFileSync(secretFile, 'utf8').trim();
  const provider = await discovery(new URL(`${address}/identity`), CLIENT, undefined, ClientSecretBasic(secret), {
    // The development provider is on this machine.
    execute: [allowInsecureRequests],
  });
  const { access_token: token } = await clientCredentialsGrant(provider, { scope: 'lianfang', resource: AUDIENCE });
  return token;
}
