import { generateKeyPairSync } from 'node:crypto';
import type { AccountClaims, ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Environment } from './environment';
import type { DemonstrationPerson, DemonstrationProgram } from './people';

/** Where the gateway shows the provider. */
export const MOUNT = '/identity';
/** Claim and scope that carry groups, county and agency. */
const SCOPE = 'lianfang';
/** Audience of access tokens. */
export const AUDIENCE = 'urn:lianfang:api';
/** How somebody signed in: by a click, or with a second factor that is played. */
export const ASSURANCE = { usual: 'urn:lianfang:acr:password', strong: 'urn:lianfang:acr:two-factor' } as const;

const MINUTE_S = 60;

/** The provider's configuration: one client for the gateway, one for each program, and the people of the file. */
export function providerConfiguration({ publicUrl, people, secrets }: Environment): Configuration {
  const bySubject = new Map(people.people.map((person) => [person.subject, person]));
  const byClient = new Map(people.programs.map((program) => [program.client, program]));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    clients: [
      gatewayClient(publicUrl, secrets.gateway),
      ...people.programs.map((program) => programClient(program, secrets.programs[program.client])),
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'demonstration' }] },
    cookies: { keys: [secrets.cookies], short: { path: MOUNT }, long: { path: MOUNT } },
    claims: {
      openid: ['sub'],
      profile: ['name'],
      [SCOPE]: ['groups', 'county', 'agency'],
      acr: null,
      auth_time: null,
      sid: null,
    },
    conformIdTokenClaims: false,
    scopes: ['openid', SCOPE],
    acrValues: Object.values(ASSURANCE),
    findAccount: (_context, subject) => {
      const person = bySubject.get(subject);
      return person && { accountId: subject, claims: () => claimsOf(person) };
    },
    extraTokenClaims: (_context, token) => {
      const program = token.kind === 'ClientCredentials' ? byClient.get(token.clientId ?? '') : undefined;
      return program && { groups: program.groups, ...(program.county !== undefined && { county: program.county }) };
    },
    interactions: { url: (_context, { uid }) => `${MOUNT}/sign-in/${uid}` },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: confirmAtOnce, postLogoutSuccessSource: backToDashboard },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: SCOPE,
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
          accessTokenTTL: 60 * MINUTE_S,
        }),
      },
    },
    ttl: {
      AccessToken: 10 * MINUTE_S,
      ClientCredentials: 60 * MINUTE_S,
      IdToken: 10 * MINUTE_S,
      Interaction: 60 * MINUTE_S,
      Session: 12 * 60 * MINUTE_S,
      Grant: 12 * 60 * MINUTE_S,
    },
    fetch: onThisMachine,
    // People of a demonstration are not asked whether the dashboard may know their name.
    loadExistingGrant,
  };
}

function gatewayClient(publicUrl: URL, secret: string): ClientMetadata {
  const at = (path: string): string => new URL(path, publicUrl).href;
  return {
    client_id: 'lianfang-gateway',
    client_secret: secret,
    redirect_uris: [at('/auth/callback')],
    post_logout_redirect_uris: [at('/')],
    backchannel_logout_uri: at('/auth/backchannel-logout'),
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
  };
}

function programClient({ client }: DemonstrationProgram, secret: string | undefined): ClientMetadata {
  if (secret === undefined) throw new Error(`The file of secrets has none for the program ${client}.`);
  return {
    client_id: client,
    client_secret: secret,
    redirect_uris: [],
    response_types: [],
    grant_types: ['client_credentials'],
    id_token_signed_response_alg: 'ES256',
  };
}

function claimsOf({ subject, name, groups, county, agency }: DemonstrationPerson): AccountClaims {
  return {
    sub: subject,
    name: name.zh,
    groups,
    ...(county !== undefined && { county }),
    ...(agency !== undefined && { agency }),
  };
}

async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const { session, client, provider } = oidc;
  const id = session?.grantIdFor(client?.clientId ?? '');
  if (id !== undefined) return provider.Grant.find(id);
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope(`openid profile ${SCOPE}`);
  await grant.save();
  return grant;
}

/** Tells the gateway of ended sessions. The library's own guard refuses loopback addresses, and nothing else is served here. */
function onThisMachine(url: string | URL | Request, options: RequestInit = {}): Promise<Response> {
  const { dispatcher: _, ...others } = options as RequestInit & { readonly dispatcher?: unknown };
  return fetch(url, others);
}

/** Who signs out here, and not at the dashboard, is led to it. */
async function backToDashboard(context: KoaContextWithOIDC): Promise<void> {
  context.redirect('/');
}

/** Who signs out of the dashboard has said so already: the provider's own question is answered for them. */
async function confirmAtOnce(context: KoaContextWithOIDC, form: string): Promise<void> {
  const answered = form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>');
  context.body = `<!doctype html>
<html lang="zh-Hant-TW">
<head>
<meta charset="utf-8">
<title>登出 Sign out</title>
<link rel="stylesheet" href="${MOUNT}/font/index.css">
<link rel="stylesheet" href="${MOUNT}/sign-in.css">
</head>
<body>
<main>
<h1>正在登出 <span lang="en">Signing out</span></h1>
${answered}
<p><button form="op.logoutForm">登出 <span lang="en">Sign out</span></button></p>
</main>
<script src="${MOUNT}/submit.js"></script>
</body>
</html>`;
}
