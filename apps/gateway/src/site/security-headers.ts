import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { DATA_POLICY, DOCS_POLICY } from './content-policy';

const HEADERS = {
  // A page puts its own in place of it.
  'content-security-policy': DATA_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': nothingOf([
    'accelerometer',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'usb',
  ]),
};

/** Browsers come by TLS from now on; said only where they did. */
const ALWAYS_SECURE = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** Routes of the API's description for people. */
const DOCS = /^\/api\/docs(\/|$)/;

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
    const route = request.routeOptions.url ?? '';
    if (DOCS.test(route)) void reply.header('content-security-policy', DOCS_POLICY);
    // By the route and not by the address, which can be spelt in many ways.
    if (NEVER_KEPT.test(route)) void reply.header('cache-control', 'no-store');
  });
}

function nothingOf(features: readonly string[]): string {
  return features.map((feature) => `${feature}=()`).join(', ');
}
