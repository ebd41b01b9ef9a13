import { err, ok, type Result } from '@lianfang/contract';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client';
import {
  ProviderAwayError,
  type EndedByProvider,
  type IdentityProvider,
  type SignedIn,
  type SignInChecks,
} from './identity-provider.port';

/** How the gateway is known to its provider. */
export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** As its file says now. */
  readonly clientSecret: () => string;
  /** Where browsers reach the gateway: `https://soc.example.gov.tw`. */
  readonly publicUrl: URL;
  /** What is asked for, with blanks between; `openid` is among it. */
  readonly scope: string;
  /** What a stronger sign-in is asked for with; the first is asked for, any of them suffices. */
  readonly strong: readonly string[];
  /** What access tokens for this system name as their audience. */
  readonly audience: string;
}

/** The provider calls back here. */
export const CALLBACK_PATH = '/auth/callback';
/** Where the provider sends a browser that has signed out. */
export const SIGNED_OUT_PATH = '/';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Signatures by a key that only the provider has; never `none`, never a shared secret. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const CLOCK_TOLERANCE_S = 5;
/** A logout token older than this is refused, whatever it says of its end. */
const LOGOUT_TOKEN_AGE_S = 300;
const PATIENCE_S = 10;
/** The provider did not answer with its keys: that says nothing of the token. */
const KEYS_AWAY: ReadonlySet<string> = new Set([
  errors.JOSEError.code,
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
]);

interface Known {
  readonly configuration: Configuration;
  readonly keys: ReturnType<typeof createRemoteJWKSet>;
}

/** Any OpenID Connect provider, by its discovery document. It is looked up at the first use, and again after a failure. */
export class OpenIdProvider implements IdentityProvider {
  private known: Promise<Known> | undefined;

  constructor(private readonly settings: ProviderSettings) {}

  async signInUrl({ state, nonce, codeVerifier, strong }: SignInChecks): Promise<URL> {
    const { configuration } = await this.provider();
    const [acr] = this.settings.strong;
    return buildAuthorizationUrl(configuration, {
      redirect_uri: this.at(CALLBACK_PATH).href,
      scope: this.settings.scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(strong && { max_age: '0', ...(acr && { acr_values: acr }) }),
    });
  }

  async finish(search: string, checks: SignInChecks): Promise<Result<SignedIn, string>> {
    const { configuration } = await this.provider();
    const current = this.at(CALLBACK_PATH);
    current.search = search;
    try {
      const tokens = await authorizationCodeGrant(configuration, current, {
        expectedState: checks.state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.codeVerifier,
        ...(checks.strong && { maxAge: 0 }),
      });
      const claims = tokens.claims();
      if (!claims || !tokens.id_token) return err('no ID token');
      return ok({ issuer: claims.iss, claims, idToken: tokens.id_token });
    } catch (error) {
      return err(reasonOf(error));
    }
  }

  async signOutUrl(idToken: string | undefined): Promise<URL | undefined> {
    const { configuration } = await this.provider();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return buildEndSessionUrl(configuration, {
      post_logout_redirect_uri: this.at(SIGNED_OUT_PATH).href,
      ...(idToken !== undefined && { id_token_hint: idToken }),
    });
  }

  async endedBy(logoutToken: string): Promise<Result<EndedByProvider, string>> {
    const read = await this.verify(logoutToken, {
      audience: this.settings.clientId,
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: LOGOUT_TOKEN_AGE_S,
    });
    if (!read.ok) return read;
    const { iss = '', sub, iat = 0, sid, events, nonce } = read.value;
    if (nonce !== undefined) return err('a logout token has no nonce: this is another token');
    if (typeof events !== 'object' || events === null || !Object.hasOwn(events, LOGOUT_EVENT))
      return err('no logout event');
    const providerSession = typeof sid === 'string' && sid !== '' ? sid : undefined;
    if (providerSession === undefined && !sub) return err('names neither a session nor a subject');
    // Its clock may be behind ours by the tolerance, and counts whole seconds.
    const at = (Math.ceil(iat) + CLOCK_TOLERANCE_S) * 1_000;
    return ok({ issuer: iss, providerSession, subject: sub, at });
  }

  readAccessToken(token: string): Promise<Result<JWTPayload, string>> {
    const { audience } = this.settings;
    return this.verify(token, { audience, typ: 'at+jwt', requiredClaims: ['exp', 'sub', 'client_id'] });
  }

  private async verify(token: string, options: JWTVerifyOptions): Promise<Result<JWTPayload, string>> {
    const { configuration, keys } = await this.provider();
    try {
      const { payload } = await jwtVerify(token, keys, {
        // As it writes itself: with a slash at its end, or without.
        issuer: configuration.serverMetadata().issuer,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        ...options,
      });
      return ok(payload);
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || KEYS_AWAY.has(error.code)) throw this.away(error);
      return err(error.message);
    }
  }

  private provider(): Promise<Known> {
    this.known ??= this.discover().catch((error: unknown) => {
      this.known = undefined;
      throw this.away(error);
    });
    return this.known;
  }

  private async discover(): Promise<Known> {
    const { issuer, clientId, clientSecret } = this.settings;
    // The secret is read anew for each request, so that a new one needs no restart.
    const authenticate: ReturnType<typeof ClientSecretBasic> = (...request) =>
      ClientSecretBasic(clientSecret())(...request);
    const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    // The signature of ID tokens is checked too: a proxy on the way to the provider could put in another.
    const execute = [enableNonRepudiationChecks, ...insecure];
    const configuration = await discovery(issuer, clientId, undefined, authenticate, { execute, timeout: PATIENCE_S });
    const { jwks_uri: keys } = configuration.serverMetadata();
    if (keys === undefined) throw new Error('the provider names no keys (jwks_uri)');
    return { configuration, keys: createRemoteJWKSet(new URL(keys)) };
  }

  private at(path: string): URL {
    return new URL(path, this.settings.publicUrl);
  }

  private away(cause: unknown): ProviderAwayError {
    return new ProviderAwayError(this.settings.issuer.href, { cause });
  }
}

/** What went wrong for the log, without what the browser or the provider sent along. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const said = ['code', 'error'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    // `invalid_client`, `access_denied`: words of the standard, and nothing longer.
    return typeof value === 'string' && /^\w{1,60}$/.test(value) ? [value] : [];
  });
  return said.length === 0 ? error.message : `${error.message} (${said.join(', ')})`;
}
