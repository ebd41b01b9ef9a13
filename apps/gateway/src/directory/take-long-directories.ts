import { decide } from '@lianfang/access';
import { LONGEST_DIRECTORY } from '@lianfang/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Asking } from '../session/who-asks';

/** What every other route takes. */
const USUAL_BYTES = 64 * 1_024;
const LONG = new Set(['PUT /api/v1/directory', 'POST /api/v1/directory/check']);

/** Takes longer bodies on the routes that need them, and of those alone who may use them: a body is read before the guard asks. */
export function takeLongDirectories(
  fastify: FastifyInstance,
  whoAsks: (request: FastifyRequest) => Promise<Asking | undefined>,
): void {
  fastify.addHook('onRoute', (route) => {
    if (LONG.has(`${String(route.method)} ${route.url}`)) route.bodyLimit = LONGEST_DIRECTORY;
  });
  fastify.addHook('onRequest', async (request) => {
    const { method, routeOptions, headers } = request;
    if (!LONG.has(`${method} ${routeOptions.url ?? ''}`)) return;
    const isShort = headers['content-length'] !== undefined && Number(headers['content-length']) <= USUAL_BYTES;
    if (isShort) return;
    const asking = await whoAsks(request).catch(() => undefined);
    if (asking && decide(asking.principal, 'directory.change', true).granted) return;
    throw Object.assign(new Error('The body is too long for whoever asks.'), { statusCode: 413 });
  });
}
