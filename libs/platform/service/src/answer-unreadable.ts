import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers what the router can't read (`/%zz`, a part of the address that is too long), before any of our hooks is asked:
 * as every other error, `application/problem+json` (RFC 9457).
 */
export function answerUnreadable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error.statusCode ?? 400;
  const requestId = randomUUID();
  const problem = {
    type: 'about:blank',
    title: 'The address is wrong',
    status,
    detail: "The address can't be read: a % that begins no character, or a part that is too long. Correct it.",
    requestId,
  };
  void reply
    .status(status)
    .headers({
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    })
    .send(JSON.stringify(problem));
}
