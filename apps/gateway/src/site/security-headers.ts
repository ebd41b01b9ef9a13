import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Nothing is loaded from anywhere but here, and no script stands in a page. Styles may: Angular and the charts set them
 * at run time, and a style can't run anything.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

/** Browsers come by TLS from now on; said only where they did. */
const ALWAYS_SECURE = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** Routes whose answers are for who asked, and for now. */
const NEVER_KEPT = /^\/(api\/v1|auth|health)\//;

/**
 * Sets the headers on every answer, with an id of the request; figures are never kept by a cache.
 * @param isSecure browsers reach us by TLS
 */
export function addSecurityHeaders(fastify: FastifyInstance, { isSecure }: { readonly isSecure: boolean }): void {
  const headers = isSecure ? { ...HEADERS, ...ALWAYS_SECURE } : HEADERS;
  fastify.setGenReqId(() => randomUUID());
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers).header('x-request-id', String(request.id));
    // By the route and not by the address, which can be spelt in many ways.
    if (NEVER_KEPT.test(request.routeOptions.url ?? '')) void reply.header('cache-control', 'no-store');
  });
}
