import type { Principal } from '@lianfang/access';
import type { FastifyRequest } from 'fastify';
import { bearerOf } from './bearer';
import { clientCertificateOf } from './client-certificate';
import { SESSION_COOKIE, cookieOf } from './session-cookies';
import type { SessionDesk, Visit } from './session-desk';

/** Who a request is from: a person with a session (`visit`), or a program with a token. */
export interface Asking {
  readonly principal: Principal;
  readonly visit: Visit | undefined;
}

const asked = new WeakMap<FastifyRequest, Promise<Asking | undefined>>();
const known = new WeakMap<FastifyRequest, Asking>();

/**
 * Who asks, found out once for each request: limits ask before the guard does, and a token's signature costs more than all
 * else. A program shows its token in the header alone (RFC 6750): an address or a form would leave it in logs.
 * @returns undefined for nobody who is signed in. @throws ProviderAwayError, RevocationsUnknownError
 */
export function whoAsks(request: FastifyRequest, sessions: SessionDesk): Promise<Asking | undefined> {
  const before = asked.get(request);
  if (before) return before;
  const found = findOut(request, sessions).then((asking) => {
    if (asking) known.set(request, asking);
    return asking;
  });
  asked.set(request, found);
  return found;
}

/** The same where it has been found out before; undefined also where nobody was asked. */
export function askingOf(request: FastifyRequest): Asking | undefined {
  return known.get(request);
}

async function findOut({ headers, raw }: FastifyRequest, sessions: SessionDesk): Promise<Asking | undefined> {
  const visit = await sessions.read(cookieOf(headers.cookie, SESSION_COOKIE));
  if (visit) return { principal: visit.principal, visit };
  const token = bearerOf(headers.authorization);
  const program = token === undefined ? undefined : await sessions.readToken(token, clientCertificateOf(raw.socket));
  return program && { principal: program.principal, visit: undefined };
}
