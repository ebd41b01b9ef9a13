import { Injectable, computed, inject, signal } from '@angular/core';
import { sessionAnswer, signOutAnswer, type SessionAnswer } from '@lianfang/contract';
import { askServer, type Answer } from './ask-server';
import { backOff } from './back-off';
import { BROWSER_PAGE } from './browser-page';

/** `unknown`: the server was not reached yet. */
export type SessionState = 'unknown' | 'signed-in' | 'signed-out';

const SESSION_PATH = '/auth/session';
const SIGN_IN_PAGE = '/sign-in';
const SIGNED_OUT = 401;

/** Where a sign-in begins that ends at an address of ours. A whole load: the provider's page is another site. */
export function signInAddress(returnTo: string, strong = false): string {
  const query = new URLSearchParams({ return: returnTo, ...(strong && { strong: 'true' }) });
  return `/auth/sign-in?${query.toString()}`;
}

/** Whether the server says that nobody is signed in. */
export function isSignedOut(answer: Answer<unknown>): boolean {
  return answer.kind === 'problem' && answer.problem.status === SIGNED_OUT;
}

/** Who is signed in, and what they may do. Asked before anything else is. */
@Injectable({ providedIn: 'root' })
export class SessionSource {
  private readonly page = inject(BROWSER_PAGE);
  private readonly answered = signal<SessionAnswer | null>(null);
  private readonly standing = signal<SessionState>('unknown');
  private readonly failing = signal(false);
  private readonly gone = signal(false);
  private isSigningOut = false;
  private tellKnown: () => void = () => undefined;

  /** Null while nobody is signed in, or it is not known. */
  readonly current = this.answered.asReadonly();
  readonly state = this.standing.asReadonly();
  /** The server could not be reached, and is asked again. */
  readonly failed = computed(() => this.failing() && this.standing() === 'unknown');
  /** The page is being left: nothing is shown any more. */
  readonly leaving = this.gone.asReadonly();
  /** Resolves once it is known whether somebody is signed in. */
  readonly known = new Promise<void>((resolve) => (this.tellKnown = resolve));

  constructor() {
    // A page that the browser had kept would show figures to whoever came after.
    this.page.whenRestored(() => {
      this.gone.set(true);
      this.page.reload();
    });
  }

  /** Asks who is signed in, and again until the server answers. Resolves after the first attempt. */
  async load(attempt = 0): Promise<void> {
    const answer = await askServer(SESSION_PATH, sessionAnswer);
    if (answer.kind === 'answer') this.settle('signed-in', answer.value);
    else if (answer.kind === 'problem' && answer.problem.status < 500) this.settle('signed-out', null);
    else {
      this.failing.set(true);
      setTimeout(() => void this.load(attempt + 1), backOff(attempt + 1, Math.random()));
    }
  }

  /** Whether one may do something; see the table of capabilities of the gateway. */
  may(capability: string): boolean {
    return this.answered()?.capabilities.includes(capability) ?? false;
  }

  /** Asks anew: what one may do, or when the session ends, may have changed. Other rights: the page is loaded anew. */
  async refresh(unattended: boolean): Promise<void> {
    const before = this.answered();
    if (before === null || this.gone()) return;
    const answer = await askServer(SESSION_PATH, sessionAnswer, { unattended });
    if (isSignedOut(answer)) return this.over();
    if (answer.kind === 'answer') this.take(before, answer.value);
  }

  /**
   * The session that the page was opened with has ended; another with the same rights may have taken its place.
   * @returns whether it has. Else the page is left, or loaded anew.
   */
  async replaced(): Promise<boolean> {
    const before = this.answered();
    const answer = await askServer(SESSION_PATH, sessionAnswer, { unattended: true });
    if (before === null || answer.kind !== 'answer') {
      this.over();
      return false;
    }
    this.take(before, answer.value);
    return !this.gone();
  }

  /** The session has ended: to the sign-in page, which keeps the address; nothing of this page stays. */
  over(): void {
    // Who signs out goes on to the provider, whose session would live on: the answer that says where comes last.
    if (this.standing() !== 'signed-in' || this.gone() || this.isSigningOut) return;
    this.gone.set(true);
    const query = new URLSearchParams({ ended: 'over', return: this.page.address() });
    this.page.leaveFor(`${SIGN_IN_PAGE}?${query.toString()}`);
  }

  /** Ends the session here and at the provider. False: the server could not be reached. */
  async signOut(): Promise<boolean> {
    this.isSigningOut = true;
    const answer = await askServer('/auth/sign-out', signOutAnswer, { order: {} });
    this.isSigningOut = false;
    if (answer.kind !== 'answer' && !isSignedOut(answer)) return false;
    this.gone.set(true);
    const next = answer.kind === 'answer' ? answer.value.next : null;
    this.page.leaveFor(next ?? `${SIGN_IN_PAGE}?ended=signed-out`);
    return true;
  }

  private take(before: SessionAnswer, now: SessionAnswer): void {
    if (sameRights(before, now)) return this.answered.set(now);
    this.gone.set(true);
    this.page.reload();
  }

  private settle(state: SessionState, session: SessionAnswer | null): void {
    this.answered.set(session);
    this.standing.set(state);
    this.tellKnown();
  }
}

function sameRights(one: SessionAnswer, other: SessionAnswer): boolean {
  const rights = ({ name, roles, county, agency, capabilities }: SessionAnswer): string =>
    JSON.stringify([name, roles, county, agency, capabilities]);
  return rights(one) === rights(other);
}
