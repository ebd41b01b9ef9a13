import type { Claims } from '@lianfang/access';
import type { Result } from '@lianfang/contract';

/** What a sign-in is begun with, and must come back with. Kept by the browser, sealed. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly codeVerifier: string;
  /** Where the browser goes afterwards: a path of ours. */
  readonly returnTo: string;
  /** A stronger sign-in was asked for: the person has to prove themselves again. */
  readonly strong: boolean;
}

/** Somebody has proved who they are. */
export interface SignedIn {
  readonly issuer: string;
  readonly claims: Claims;
  readonly idToken: string;
}

/** Whose sessions the provider ended: one of its sessions, or all of a subject. */
export interface EndedByProvider {
  readonly issuer: string;
  readonly providerSession: string | undefined;
  readonly subject: string | undefined;
  /** Sessions that began later are not meant, also when the token comes again; milliseconds since 1970 UTC. */
  readonly at: number;
}

/** An OpenID Connect provider as the gateway needs it. Each call is tried against it: nothing is remembered as failed. */
export interface IdentityProvider {
  /** Where the browser goes to sign in. @throws ProviderAwayError */
  signInUrl(checks: SignInChecks): Promise<URL>;
  /** Takes what the browser came back with. @param search the query that it came with. @throws ProviderAwayError */
  finish(search: string, checks: SignInChecks): Promise<Result<SignedIn, string>>;
  /** Where the browser goes to sign out at the provider too; undefined where it offers no such page. */
  signOutUrl(idToken: string | undefined): Promise<URL | undefined>;
  /** Reads a logout token (OpenID Connect Back-Channel Logout 1.0). */
  endedBy(logoutToken: string): Promise<Result<EndedByProvider, string>>;
  /** Claims of a program's access token (RFC 9068). */
  readAccessToken(token: string): Promise<Result<Claims, string>>;
}

/** The provider can't be reached, or does not answer as one. */
export class ProviderAwayError extends Error {
  readonly code = 'LF-PROVIDER-AWAY';

  constructor(issuer: string, options?: ErrorOptions) {
    super(
      `The identity provider ${issuer} does not answer. Try again in a moment; who is signed in stays so.`,
      options,
    );
    this.name = 'ProviderAwayError';
  }
}
