import type { Claims } from '@lianfang/access';
import { err, ok, type Result } from '@lianfang/contract';
import {
  ProviderAwayError,
  type EndedByProvider,
  type IdentityProvider,
  type SignedIn,
  type SignInChecks,
} from './identity-provider.port';

/** An {@link IdentityProvider} in memory: whoever comes back with the right state has signed in as `claims`. */
export class FakeIdentityProvider implements IdentityProvider {
  readonly issuer = 'https://id.example';
  claims: Claims = {};
  idToken = 'id-token';
  /** When logout tokens were made; milliseconds since 1970 UTC. */
  endedAt = Infinity;
  away = false;
  readonly asked: SignInChecks[] = [];

  async signInUrl(checks: SignInChecks): Promise<URL> {
    this.answer();
    this.asked.push(checks);
    return new URL(`/authorize?state=${checks.state}`, this.issuer);
  }

  async finish(search: string, checks: SignInChecks): Promise<Result<SignedIn, string>> {
    this.answer();
    if (new URLSearchParams(search).get('state') !== checks.state) return err('state');
    return ok({ issuer: this.issuer, claims: this.claims, idToken: this.idToken });
  }

  async signOutUrl(): Promise<URL | undefined> {
    this.answer();
    return new URL('/end', this.issuer);
  }

  /** `sid:NAME`, `sub:NAME` or both with a blank between ends that; all else is a bad token. */
  async endedBy(logoutToken: string): Promise<Result<EndedByProvider, string>> {
    this.answer();
    const named = new Map(logoutToken.split(' ').map((part): [string, string] => [part.slice(0, 3), part.slice(4)]));
    const [providerSession, subject] = [named.get('sid'), named.get('sub')];
    if (providerSession === undefined && subject === undefined) return err('bad token');
    return ok({ issuer: this.issuer, providerSession, subject, at: this.endedAt });
  }

  async readAccessToken(): Promise<Result<Claims, string>> {
    this.answer();
    return ok(this.claims);
  }

  private answer(): void {
    if (this.away) throw new ProviderAwayError(this.issuer);
  }
}
