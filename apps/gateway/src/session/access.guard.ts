import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { decide, isStrong, type Capability, type Principal, type StrongRule } from '@lianfang/access';
import { CENTRE_ONLY, STRONGER_SIGN_IN, UNATTENDED_HEADER } from '@lianfang/contract';
import { NEEDED, NOBODY_IN_PARTICULAR } from '@lianfang/platform/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../api/problem-error';
import type { AuditLog } from '../audit/audit-log';
import { AUDIT_LOG } from '../audit/audit-tokens';
import { routeOf } from '../audit/audited-route';
import { admit, type Need } from './needs';
import { SESSION_COOKIE, setCookie } from './session-cookies';
import { refusalOf } from './write-rule';
import type { SessionDesk, Visit } from './session-desk';
import { SESSION_DESK, STRONG_RULE, WRITING_ORIGINS } from './session-tokens';
import { whoAsks } from './who-asks';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * The one place where it is decided who may do what. Every route says what it needs; the scope that is found here goes
 * with the request, and a route reads nothing without it.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SESSION_DESK) private readonly sessions: SessionDesk,
    @Inject(STRONG_RULE) private readonly strong: StrongRule,
    @Inject(WRITING_ORIGINS) private readonly origins: readonly string[],
    @Inject(AUDIT_LOG) private readonly audit: Pick<AuditLog, 'noteRefusal'>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true; // sockets are judged when they open and once a second
    const need = this.reflector.getAllAndOverride<Need | undefined>(NEEDED, [context.getHandler(), context.getClass()]);
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    if (need === NOBODY_IN_PARTICULAR) return true;
    const asking = await whoAsks(request, this.sessions);
    if (!asking) {
      this.noteRefusal(request, undefined, need, 'not-signed-in');
      throw signInFirst();
    }
    const { principal, visit } = asking;
    if (visit) await this.noteSeen(visit, request, http.getResponse<FastifyReply>());
    if (need === undefined) throw new Error(`${request.method} ${request.url} does not say what it needs.`);
    const decision = decide(principal, need, this.isStrong(visit));
    if (!decision.granted) {
      this.noteRefusal(request, principal, need, decision.reason);
      throw decision.reason === 'step-up' ? signInStronger() : notYours();
    }
    if (!READING.has(request.method)) this.checkWrite(request, visit ? 'cookie' : 'token');
    admit(request, { visit, scope: decision.scope });
    return true;
  }

  private noteRefusal(
    request: FastifyRequest,
    principal: Principal | undefined,
    need: Capability | undefined,
    reason: string,
  ): void {
    this.audit.noteRefusal({
      principal,
      action: 'refused',
      // Their own: whom they asked about is not told of it, and learns nothing of other counties' people.
      county: principal?.county ?? CENTRE_ONLY,
      capability: need ?? null,
      what: routeOf(request),
      thing: reason,
      requestId: String(request.id),
    });
  }

  private isStrong(visit: Visit | undefined): boolean {
    return visit !== undefined && isStrong(visit.session, visit.principal, this.strong, Date.now());
  }

  private checkWrite({ headers }: FastifyRequest, spokenForBy: 'cookie' | 'token'): void {
    const refusal = refusalOf(headers, this.origins, spokenForBy);
    if (refusal === 'origin') throw notFromOurPages();
    if (refusal === 'type') throw new ProblemError(415, 'Not JSON', 'Send the body as application/json.');
  }

  private async noteSeen(visit: Visit, { headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (headers[UNATTENDED_HEADER] !== undefined) return;
    const renewed = await this.sessions.seen(visit);
    if (renewed !== undefined) void reply.header('set-cookie', setCookie(SESSION_COOKIE, renewed));
  }
}

function signInFirst(): ProblemError {
  return new ProblemError(
    401,
    'Not signed in',
    'Sign in at /auth/sign-in, or send an access token (Authorization: Bearer). Then ask again.',
  );
}

function signInStronger(): ProblemError {
  return new ProblemError(
    403,
    STRONGER_SIGN_IN,
    'This takes data out or changes it for others. Sign in at /auth/sign-in?strong=true, then ask again.',
  );
}

function notFromOurPages(): ProblemError {
  return new ProblemError(
    403,
    'Not from one of our pages',
    'Writes need the header Origin of this host or of a listed one. Use the page, or set LIANFANG_ORIGINS.',
  );
}

function notYours(): ProblemError {
  return new ProblemError(403, 'Not for this role', 'None of your roles may do this. Ask whoever gives out roles.');
}
