import fastifyHttpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';

/** Where the development provider is shown: browsers need one port only. */
const MOUNT = '/identity';

/** Hands requests below `/identity` on to the development provider. Never in production: the environment refuses it there. */
export async function serveIdentity(fastify: FastifyInstance, upstream: string): Promise<void> {
  await fastify.register(fastifyHttpProxy, {
    upstream,
    prefix: MOUNT,
    rewritePrefix: MOUNT,
    replyOptions: {
      rewriteRequestHeaders: (request, headers) => ({
        ...headers,
        // The provider makes its addresses of what the browser asked for.
        host: request.headers.host,
        'x-forwarded-host': request.headers.host,
        'x-forwarded-proto': request.protocol,
      }),
    },
  });
}
