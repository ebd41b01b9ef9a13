import { randomBytes } from 'node:crypto';
import {
  endOf,
  isHeldByItsOwner,
  KnownPrincipals,
  principalOf,
  session as sessionSchema,
  type BindingRule,
  type ClaimMapping,
  type Claims,
  type NoAccess,
  type Principal,
  type Revocation,
  type RevocationBook,
  type Session,
  type SessionLimits,
} from '@lianfang/access';
import { CENTRE_ONLY, err, ok, type Result } from '@lianfang/contract';
import { z } from 'zod';
import type { CookieSeal } from '@lianfang/platform/seal';
import type { AuditLog } from '../audit/audit-log';
import { endedByProvider, signedIn, signedOut, signInRefused } from '../audit/sign-in-deeds';
import type { IdentityProvider, SignInChecks } from './identity-provider.port';
import { OpenedSessions } from './opened-sessions';
import { returnPath } from './return-path';
import { sealNew } from './seal-session';
import type { ServiceLog } from '../service-log';

/** What sessions are made and judged with. */
export interface SessionParts {
  readonly provider: IdentityProvider;
  readonly seal: CookieSeal;
  readonly revocations: RevocationBook;
  /** @throws RevocationsUnknownError while it is not known which sessions were ended. */
  readonly assertKnown: () => void;
  /** The mapping in force. */
  readonly mapping: () => ClaimMapping;
  readonly limits: SessionLimits;
  /** Whether tokens of programs must be bound to a certificate. */
  readonly binding: BindingRule;
  /** Tells every gateway. @returns whether the log has it; false when one has waited long enough: it is tried on. */
  readonly announce: (revocation: Revocation) => Promise<boolean>;
  /** Is told who signed in and out, and who was refused. */
  readonly audit: Pick<AuditLog, 'note' | 'noteRefusal'>;
  readonly log: Pick<ServiceLog, 'warn'>;
  readonly now: () => number;
}

/** Somebody with a session that holds. */
export interface Visit {
  readonly session: Session;
  readonly principal: Principal;
  /** When the session ends unless they are seen again; milliseconds since 1970 UTC. */
  readonly endsAt: number;
}

/** A program with a token that holds. */
export interface TokenVisit {
  readonly claims: Claims;
  readonly principal: Principal;
}

/**
 * Why a sign-in did not make a session. `stale`: the browser's own note of it is missing, changed or too old;
 * `too-many-claims`: no browser would take the cookie.
 */
export type SignInRefusal = 'stale' | 'provider' | 'too-many-claims' | NoAccess;

type Named = Pick<Revocation, 'kind' | 'issuer' | 'name'>;

/** A person has this long to sign in at the provider. */
const SIGN_IN_MS = 10 * 60_000;
/** How closely it is noted when somebody was last seen. */
const SEEN_STEP_MS = 60_000;
/** As many as there may be live sockets, about. */
const SESSIONS_KEPT_OPEN = 16_384;

const signInChecks: z.ZodType<SignInChecks> = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  strong: z.boolean(),
});

/** Begins sessions, reads them from what browsers bring, and ends them. It keeps none: browsers carry them, sealed. */
export class SessionDesk {
  private readonly principals = new KnownPrincipals();
  private readonly opened = new OpenedSessions(SESSIONS_KEPT_OPEN);

  constructor(private readonly parts: SessionParts) {}

  /** @returns where the browser goes, and what it brings back sealed. @throws ProviderAwayError */
  async begin(returnTo: unknown, strong: boolean): Promise<{ readonly url: URL; readonly sealed: string }> {
    const { provider, seal, now } = this.parts;
    const checks: SignInChecks = {
      state: random(16),
      nonce: random(16),
      codeVerifier: random(32),
      returnTo: returnPath(returnTo),
      strong,
    };
    const url = await provider.signInUrl(checks);
    return { url, sealed: await seal.seal('sign-in', checks, now() + SIGN_IN_MS) };
  }

  /**
   * @param search the query that the browser came back with
   * @param sealed what {@link begin} gave it
   * @returns the sealed session and where to go. @throws ProviderAwayError
   */
  async finish(
    search: string,
    sealed: string | undefined,
  ): Promise<Result<{ readonly sealed: string; readonly visit: Visit; readonly returnTo: string }, SignInRefusal>> {
    const { provider, seal, now } = this.parts;
    const checks = signInChecks.safeParse(await seal.open('sign-in', sealed ?? '', now()));
    if (!checks.success) return this.refuse('stale');
    const proved = await provider.finish(search, checks.data);
    if (!proved.ok) {
      this.parts.log.warn(`A sign-in was not completed: ${proved.error}`);
      return this.refuse('provider');
    }
    const { issuer, claims, idToken } = proved.value;
    const mapping = this.parts.mapping();
    const principal = principalOf(claims, mapping, 'person');
    if (!principal.ok) return this.refuse(principal.error, claims);
    const at = now();
    const providerSession = claims['sid'];
    const begun: Session = {
      id: randomBytes(16).toString('hex'),
      issuer,
      subject: principal.value.subject,
      claims,
      begun: at,
      seen: at,
      authTime: authTimeOf(claims, checks.data.strong, at),
      ...(typeof providerSession === 'string' && { providerSession }),
      idToken,
    };
    const made = await sealNew(begun, mapping, (session) => this.sealed(session));
    if (!made) return this.refuse('too-many-claims', claims);
    this.parts.audit.note(signedIn(principal.value));
    const visit = { session: made.session, principal: principal.value, endsAt: endOf(begun, this.parts.limits) };
    return ok({ sealed: made.sealed, visit, returnTo: checks.data.returnTo });
  }

  private refuse(reason: SignInRefusal, claims?: Claims): Result<never, SignInRefusal> {
    this.parts.audit.noteRefusal(signInRefused(claims?.sub, reason));
    return err(reason);
  }

  /** Where somebody wanted to go before a sign-in that failed; undefined where their note of it does not open. */
  async wanted(sealed: string | undefined): Promise<string | undefined> {
    const checks = signInChecks.safeParse(await this.parts.seal.open('sign-in', sealed ?? '', this.parts.now()));
    return checks.success ? checks.data.returnTo : undefined;
  }

  /** Who brings this; undefined where it is no session, or one that ended. */
  async read(sealed: string | undefined): Promise<Visit | undefined> {
    const session = await this.open(sealed);
    return session && this.judge(session);
  }

  /**
   * Who a program is by its access token; undefined where the token is not good, gives no role, or is bound to another
   * certificate than the connection's.
   * @param certificate of the connection: SHA-256, base64url. @throws ProviderAwayError
   */
  async readToken(token: string, certificate: string | undefined): Promise<TokenVisit | undefined> {
    const claims = await this.parts.provider.readAccessToken(token);
    if (!claims.ok || !isHeldByItsOwner(claims.value, certificate, this.parts.binding)) return undefined;
    return this.judgeToken(claims.value);
  }

  /** Whether the claims of a token that was read still hold: its end, and what they mean under the mapping in force. */
  judgeToken(claims: Claims): TokenVisit | undefined {
    const { exp } = claims;
    if (typeof exp !== 'number' || exp * 1_000 <= this.parts.now()) return undefined;
    const principal = this.principals.of(claims, this.parts.mapping(), 'machine');
    return principal.ok ? { claims, principal: principal.value } : undefined;
  }

  /** Whether a session still holds: its limits, revocations, and what its claims mean under the mapping in force. */
  judge(session: Session): Visit | undefined {
    const { limits, revocations, assertKnown, mapping, now } = this.parts;
    assertKnown();
    const endsAt = endOf(session, limits);
    if (endsAt <= now() || revocations.isRevoked(session)) return undefined;
    const principal = this.principals.of(session.claims, mapping(), 'person');
    return principal.ok ? { session, principal: principal.value, endsAt } : undefined;
  }

  /** Somebody was seen doing something. @returns the session sealed anew where that is worth noting. */
  async seen({ session }: Visit): Promise<string | undefined> {
    const at = this.parts.now();
    if (at - session.seen < SEEN_STEP_MS) return undefined;
    return this.sealed({ ...session, seen: at });
  }

  /** Ends what a browser brought before somebody signed in with it anew: also a copy of it, and a late answer that renews it. */
  async replace(sealed: string | undefined): Promise<void> {
    const session = await this.open(sealed);
    if (session) await this.revoke({ kind: 'session', issuer: session.issuer, name: session.id });
  }

  /** Ends a session everywhere. @returns where the browser goes to sign out at the provider too. */
  async end({ session, principal }: Visit): Promise<URL | undefined> {
    this.parts.audit.note(signedOut(principal));
    await this.revoke({ kind: 'session', issuer: session.issuer, name: session.id });
    return this.parts.provider.signOutUrl(session.idToken).catch(() => undefined);
  }

  /**
   * Ends what the provider ended.
   * @returns whether the log has it, so that every gateway knows it; or what is wrong with the token.
   * @throws ProviderAwayError
   */
  async endByProvider(logoutToken: string): Promise<Result<{ readonly isStored: boolean }, string>> {
    const ended = await this.parts.provider.endedBy(logoutToken);
    if (!ended.ok) return ended;
    const { issuer, providerSession, subject, at } = ended.value;
    this.parts.audit.note(endedByProvider(subject ?? providerSession ?? ''));
    const named: Named[] = [];
    // With both, the session is meant: its subject may have others. One without a name may be the one that is meant.
    if (providerSession !== undefined) named.push({ kind: 'provider-session', issuer, name: providerSession });
    if (subject !== undefined)
      named.push({ kind: providerSession === undefined ? 'subject' : 'subject-unnamed', issuer, name: subject });
    const stored = await Promise.all(named.map((each) => this.revoke(each, at)));
    return ok({ isStored: !stored.includes(false) });
  }

  /** @param at sessions that began later are not meant. @returns whether the log has it */
  private revoke(what: Named, at = Infinity): Promise<boolean> {
    const now = this.parts.now();
    const until = now + this.parts.limits.absolute;
    const revocation: Revocation = { county: CENTRE_ONLY, ...what, at: Math.min(at, now), until };
    // Here at once, even where the log is away; elsewhere once it has it. The log keeps the last of a name, so that an earlier
    // one that comes again must not follow a later one.
    return this.parts.announce(this.parts.revocations.record(revocation));
  }

  private async open(sealed: string | undefined): Promise<Session | undefined> {
    if (sealed === undefined) return undefined;
    const known = this.opened.get(sealed);
    if (known) return known;
    const opened = sessionSchema.safeParse(await this.parts.seal.open('session', sealed, this.parts.now()));
    if (!opened.success) return undefined;
    this.opened.keep(sealed, opened.data);
    return opened.data;
  }

  private sealed(session: Session): Promise<string> {
    return this.parts.seal.seal('session', session, session.begun + this.parts.limits.absolute);
  }
}

/** When the person proved who they are: as the provider says, or just now where they had to; 0 where nobody knows. */
function authTimeOf(claims: Claims, strong: boolean, now: number): number {
  const stated = claims['auth_time'];
  if (typeof stated === 'number') return Math.min(Math.trunc(stated * 1_000), now);
  return strong ? now : 0;
}

function random(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
