import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../api/problem-error';
import type { Asking } from '../session/who-asks';
import type { OverQuota, QuotaBook } from './quota-book';

/** Requests a minute. */
export interface Rates {
  readonly program: number;
  readonly person: number;
  /** Of one address, of all who are not signed in, for each {@link PURPOSES purpose} by itself. */
  readonly address: number;
}

/** What limits are asked of. */
export interface LimitParts {
  readonly rates: Rates;
  readonly quotas: Pick<QuotaBook, 'judge'>;
  /** Who asks. What it throws says nothing of who asks, and is said by the guard. */
  readonly whoAsks: (request: FastifyRequest) => Promise<Asking | undefined>;
}

const WINDOW_S = 60;
/** Whoever asks is counted for so many at once; of more, who was not heard of longest is let go. */
const MOST_COUNTED = 50_000;
/** What costs something, by the route and not by the address, which can be spelt in many ways: never health, pages or sockets. */
const LIMITED = /^\/(api\/v1|auth|metrics)(\/|$)/;

type Kind = keyof Rates | 'sign-in' | 'logout';

/**
 * What those who are not signed in may ask for beside the rest: whoever floods the API from an address that a whole county or a
 * proxy has in common holds back neither signing in nor the end of sessions.
 */
const PURPOSES: ReadonlyMap<string, Kind> = new Map([
  ['/auth/sign-in', 'sign-in'],
  ['/auth/callback', 'sign-in'],
  ['/auth/backchannel-logout', 'logout'],
]);
/** The provider ends the sessions of many people at once, each by a call of its own. */
const LOGOUTS_FOR_EACH = 10;
const KINDS: readonly Kind[] = ['program', 'person', 'address', 'sign-in', 'logout'];

/**
 * Limits how often one program, one person, or one address of those who are not signed in may ask, and how much a program may
 * have in a day. It says so in every answer (`RateLimit`, `RateLimit-Policy`), and 429 with `Retry-After` above it.
 */
export async function limitRequests(fastify: FastifyInstance, parts: LimitParts): Promise<void> {
  await fastify.register(rateLimit, { global: false, cache: MOST_COUNTED });
  const limiters = new Map(KINDS.map((kind) => [kind, limiterOf(fastify, kind, parts)] as const));
  fastify.addHook('onRequest', async (request, reply) => {
    const { url = '' } = request.routeOptions;
    if (!LIMITED.test(url)) return;
    const asking = await parts.whoAsks(request).catch(() => undefined);
    const kind = kindOf(asking, url);
    await limiters.get(kind)?.(request, reply);
    if (kind !== 'program' || !asking) return;
    const over = await parts.quotas.judge(asking.principal.subject);
    if (over) throw overQuota(over);
  });
}

function kindOf(asking: Asking | undefined, url: string): Kind {
  if (!asking) return PURPOSES.get(url) ?? 'address';
  return asking.principal.kind === 'machine' ? 'program' : 'person';
}

function mostOf(kind: Kind, rates: Rates): number {
  if (kind === 'logout') return rates.address * LOGOUTS_FOR_EACH;
  return kind === 'sign-in' ? rates.address : rates[kind];
}

function limiterOf(fastify: FastifyInstance, kind: Kind, { rates, whoAsks }: LimitParts) {
  const most = mostOf(kind, rates);
  const limit = fastify.createRateLimit({
    max: most,
    timeWindow: WINDOW_S * 1_000,
    keyGenerator: async (request: FastifyRequest) => {
      const asking = await whoAsks(request).catch(() => undefined);
      return `${kind} ${asking ? asking.principal.subject : normalizeIP(request.ip)}`;
    },
  });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const left = await limit(request);
    if (left.isAllowed) return;
    // As structured fields: draft-ietf-httpapi-ratelimit-headers.
    void reply
      .header('ratelimit-policy', `"${kind}";q=${most};w=${WINDOW_S}`)
      .header('ratelimit', `"${kind}";r=${left.remaining};t=${left.ttlInSeconds}`);
    if (left.isExceeded) throw tooOften(kind, most, left.ttlInSeconds);
  };
}

const WHO: Readonly<Record<Kind, string>> = {
  program: 'This program has asked',
  person: 'You have asked, on all your screens together,',
  address: 'Those who are not signed in have asked from this address',
  'sign-in': 'People have begun to sign in from this address',
  logout: 'Sessions were ended from this address',
};

function tooOften(kind: Kind, most: number, seconds: number): ProblemError {
  return new ProblemError(
    429,
    'Too many requests',
    `${WHO[kind]} more than ${most} times in a minute. Ask again in ${seconds} s.`,
    { 'retry-after': String(seconds) },
  );
}

function overQuota({ of, quota, until }: OverQuota): ProblemError {
  const what = of === 'requests' ? `${quota} requests` : `${quota} bytes`;
  const at = new Date(until).toISOString();
  return new ProblemError(
    429,
    'The quota of the day is used',
    `This program has had its ${what} of today. It begins anew at ${at}; ask whoever runs the gateway for more.`,
    { 'retry-after': String(Math.max(1, Math.ceil((until - Date.now()) / 1_000))) },
  );
}
