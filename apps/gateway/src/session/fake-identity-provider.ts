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
    return ok({ issuer: this.issuer, claims: this.claims, idToken: 'id-token' });
  }

  async signOutUrl(): Promise<URL | undefined> {
    this.answer();
    return new URL('/end', this.issuer);
  }

  /** `sid:NAME` or `sub:NAME` ends that; all else is a bad token. */
  async endedBy(logoutToken: string): Promise<Result<EndedByProvider, string>> {
    this.answer();
    const [kind, name] = logoutToken.split(':');
    if (kind !== 'sid' && kind !== 'sub') return err('bad token');
    const [providerSession, subject] = kind === 'sid' ? [name, undefined] : [undefined, name];
    return ok({ issuer: this.issuer, providerSession, subject, tokenId: logoutToken });
  }

  async readAccessToken(): Promise<Result<Claims, string>> {
    this.answer();
    return ok(this.claims);
  }

  private answer(): void {
    if (this.away) throw new ProviderAwayError(this.issuer);
  }
}
