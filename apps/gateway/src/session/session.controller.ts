import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { capabilitiesOf } from '@lianfang/access';
import type { SessionAnswer } from '@lianfang/contract';
import { ForNobodyInParticular } from '@lianfang/platform/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseQuestion } from '../api/parse-question';
import { badQuestion, ProblemError } from '../api/problem-error';
import { isOtherLoopbackName } from './other-loopback-name';
import { z } from 'zod';
import { ProviderAwayError } from './identity-provider.port';
import { Needs, Visitor } from './needs';
import { returnPath } from './return-path';
import { SESSION_COOKIE, SIGN_IN_COOKIE, clearCookie, cookieOf, setCookie } from './session-cookies';
import type { SessionDesk, SignInRefusal, Visit } from './session-desk';
import { PUBLIC_URL, SESSION_DESK } from './session-tokens';

const signInQuery = z.object({ return: z.string().optional(), strong: z.literal('true').optional() });
/** Nothing is said beside that one signs out. */
const signOutOrder = z.object({});

/** Nobody has proved who they are, so that whoever was signed in before stays so. */
const PROVES_NOBODY: ReadonlySet<SignInRefusal> = new Set(['stale', 'provider']);

/** Signing in and out, and who one is. */
@Controller('auth')
export class SessionController {
  constructor(
    @Inject(SESSION_DESK) private readonly sessions: SessionDesk,
    @Inject(PUBLIC_URL) private readonly publicUrl: URL,
  ) {}

  @Get('sign-in')
  @ForNobodyInParticular()
  async signIn(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { return: to, strong } = parseQuestion(signInQuery, query);
    if (isOtherLoopbackName(request.headers.host, this.publicUrl))
      return void (await reply.redirect(new URL(request.url, this.publicUrl).href, 303));
    const begun = await this.sessions.begin(to, strong === 'true').catch(awayAsUndefined);
    if (!begun) return void (await reply.redirect(refusedPage('away', returnPath(to)), 303));
    await reply.header('set-cookie', setCookie(SIGN_IN_COOKIE, begun.sealed)).redirect(begun.url.href, 303);
  }

  @Get('callback')
  @ForNobodyInParticular()
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    const sealed = cookieOf(request.headers.cookie, SIGN_IN_COOKIE);
    const done = await this.sessions.finish(search, sealed).catch(awayAsUndefined);
    // The page says why in words; the reason is one of a few, and nothing that the provider wrote.
    const refused = async (reason: SignInRefusal | 'away'): Promise<string> =>
      refusedPage(reason, await this.sessions.wanted(sealed));
    if (!done) return void (await reply.redirect(await refused('away'), 303));
    const to = done.ok ? done.value.returnTo : await refused(done.error);
    const cookies = [clearCookie(SIGN_IN_COOKIE)];
    const isReplaced = done.ok || !PROVES_NOBODY.has(done.error);
    if (isReplaced) cookies.push(done.ok ? setCookie(SESSION_COOKIE, done.value.sealed) : clearCookie(SESSION_COOKIE));
    try {
      await reply.header('set-cookie', cookies).redirect(to, 303);
    } finally {
      // Once the browser has the new one: its other pages are told that the old one is over, and ask who they are.
      if (isReplaced) await this.sessions.replace(cookieOf(request.headers.cookie, SESSION_COOKIE));
    }
  }

  @Get('session')
  @Needs('session.read')
  session(@Visitor() { principal, endsAt }: Visit): SessionAnswer {
    const { name, roles, county, agency } = principal;
    return {
      name,
      roles: [...roles],
      county: county ?? null,
      agency: agency ?? null,
      capabilities: capabilitiesOf(principal),
      endsAt,
    };
  }

  /** The answer says where the browser goes on to sign out at the provider; null where it offers no such page. */
  @Post('sign-out')
  @HttpCode(200)
  @Needs('session.read')
  async signOut(
    @Visitor() visit: Visit,
    @Body() order: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ next: string | null }> {
    parseQuestion(signOutOrder, order);
    const next = await this.sessions.end(visit);
    void reply.header('set-cookie', clearCookie(SESSION_COOKIE));
    return { next: next?.href ?? null };
  }

  /** Called by the provider: a form with one logout token. */
  @Post('backchannel-logout')
  @HttpCode(200)
  @ForNobodyInParticular()
  async backchannelLogout(@Body() form: unknown, @Headers('content-type') type: string | undefined): Promise<void> {
    const token = typeof form === 'object' && form !== null && 'logout_token' in form ? form.logout_token : undefined;
    if (!type?.startsWith('application/x-www-form-urlencoded') || typeof token !== 'string')
      throw badQuestion('Send a form with `logout_token`.');
    const ended = await this.sessions.endByProvider(token);
    if (!ended.ok) throw badQuestion(`The logout token is not taken: ${ended.error}.`);
    if (!ended.value.isStored) throw notStored();
  }
}

/** The dashboard's page that says why somebody is not signed in. */
function refusedPage(reason: SignInRefusal | 'away', wanted = '/'): string {
  const query = new URLSearchParams({ refused: reason, ...(wanted !== '/' && { return: wanted }) });
  return `/sign-in?${query.toString()}`;
}

function notStored(): ProblemError {
  return new ProblemError(
    503,
    'Ended here alone',
    'The session is over at this gateway; the log does not answer, and others may not know. Send the token again.',
  );
}

/** Somebody who is on their way by browser is told by a page, not by an error. */
function awayAsUndefined(error: unknown): undefined {
  if (error instanceof ProviderAwayError) return undefined;
  throw error;
}
