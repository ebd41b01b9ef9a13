import fastifyHttpProxy from '@fastify/http-proxy';
import type { FastifyInstance } from 'fastify';

/** Where the development provider is shown: browsers need one port only. */
const MOUNT = '/identity';

/** Our cookies: a provider has no use for them, and who has one is somebody here. */
const OURS = '__Host-lianfang';

/** Hands requests below `/identity` on to the development provider. Never in production: the environment refuses it there. */
export async function serveIdentity(fastify: FastifyInstance, upstream: string): Promise<void> {
  await fastify.register(fastifyHttpProxy, {
    upstream,
    prefix: MOUNT,
    rewritePrefix: MOUNT,
    replyOptions: {
      // `Authorization` goes along: programs and we ourselves show the provider who they are by it.
      rewriteRequestHeaders: (request, { cookie, ...headers }) => ({
        ...headers,
        ...withoutOurs(cookie),
        // The provider makes its addresses of what the browser asked for.
        host: request.headers.host,
        'x-forwarded-host': request.headers.host,
        'x-forwarded-proto': request.protocol,
      }),
    },
  });
}

function withoutOurs(header: string | undefined): { readonly cookie?: string } {
  const cookies = (header ?? '').split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const theirs = cookies.filter((pair) => !pair.startsWith(OURS));
  return theirs.length === 0 ? {} : { cookie: theirs.join('; ') };
}
