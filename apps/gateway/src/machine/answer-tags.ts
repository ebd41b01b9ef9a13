import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askingOf } from '../session/who-asks';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const OURS = /^\/api\/v1\//;
/** When figures are true of: it moves every second, and the figures need not. */
const AGES: ReadonlySet<string> = new Set(['freshness', 'asOf']);

/**
 * Gives answers to programs a tag (`ETag`, weak), and answers 304 where the program says that it has that one. The tag is made
 * of the answer itself, after whoever asks was judged and within their scope, so that it says nothing that the answer does
 * not. The age of figures is no part of it: it goes with every answer as `lianfang-as-of`, with 304 too, so that what is old
 * is never taken for new. Browsers keep nothing (`no-store`): a screen may stand where others sit down next.
 */
export function tagAnswers(fastify: FastifyInstance): void {
  const known = new WeakSet<FastifyRequest>();
  fastify.addHook('preSerialization', async (request, reply, payload) => {
    if (!isTagged(request, reply) || typeof payload !== 'object' || payload === null) return payload;
    const tag = tagOf(payload);
    void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization, cookie' });
    const asOf = asOfIn(payload);
    if (asOf !== undefined) void reply.header('lianfang-as-of', String(asOf));
    if (isNamed(request.headers['if-none-match'], tag)) known.add(request);
    return payload;
  });
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (!known.has(request)) return payload;
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    return null;
  });
}

function isTagged(request: FastifyRequest, { statusCode }: FastifyReply): boolean {
  if (statusCode !== 200 || !READING.has(request.method) || !OURS.test(request.routeOptions.url ?? '')) return false;
  return askingOf(request)?.principal.kind === 'machine';
}

/** The same for the same figures, whenever they are asked for. */
export function tagOf(answer: object): string {
  const lasting = Object.entries(answer).filter(([name]) => !AGES.has(name));
  return `W/"${createHash('sha256').update(JSON.stringify(lasting)).digest('base64url').slice(0, 27)}"`;
}

/** The instant that an answer says its figures are true of, milliseconds since 1970 UTC; undefined: it says none. */
export function asOfIn(answer: object): number | undefined {
  const { asOf, freshness } = answer as {
    readonly asOf?: unknown;
    readonly freshness?: { readonly asOf?: unknown } | null;
  };
  const stated = asOf ?? freshness?.asOf;
  return typeof stated === 'number' ? stated : undefined;
}

/** Whether a program has this one: weak comparison, of a list or `*` (RFC 9110). */
export function isNamed(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const bare = (text: string): string => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((each) => bare(each) === bare(tag));
}
