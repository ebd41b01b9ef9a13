import {
  Catch,
  HttpException,
  Inject,
  Logger,
  NotFoundException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { errors } from '@elastic/elasticsearch';
import type { Problem } from '@lianfang/contract';
import { loggedAddress } from '@lianfang/platform/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditAwayError } from '../audit/audit-log';
import { NotLoadedError } from '../board/figures';
import { ProviderAwayError } from '../session/identity-provider.port';
import { RevocationsUnknownError } from '../session/revocations-unknown-error';
import { KnownMethods } from './known-methods';
import { ProblemError } from './problem-error';

type Answer = Pick<Problem, 'title' | 'status' | 'detail'>;

/** Every error as `application/problem+json` (RFC 9457) with the request's id; what is inside stays in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(@Inject(KnownMethods) private readonly methods: KnownMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // Terminus names the checks that failed in the body of its exception.
    if (error instanceof HttpException && error.getStatus() === 503 && request.url.startsWith('/health/')) {
      void reply.status(error.getStatus()).send(error.getResponse());
      return;
    }
    const allowed = isUnrouted(error) ? this.methods.at(request.url) : [];
    if (allowed.length > 0) void reply.header('allow', allowed.join(', '));
    const answer = allowed.length > 0 ? notAllowed(allowed) : answerOf(error);
    const requestId = String(request.id);
    const asked = `${request.method} ${loggedAddress(request.url)}`;
    if (answer.status === 503) this.logger.warn({ requestId }, `${asked}: ${answer.detail}`);
    else if (answer.status >= 500) this.logger.error({ err: error, requestId }, `${asked} failed`);
    const problem: Problem = { type: 'about:blank', ...answer, requestId };
    // Said to programs; a browser shows nothing of it (RFC 6750).
    if (answer.status === 401) void reply.header('www-authenticate', 'Bearer realm="lianfang"');
    if (error instanceof ProblemError) void reply.headers(error.headers);
    void reply
      .status(answer.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problem));
  }
}

/** No route fits: it is said by Nest, while our own routes say it with a {@link ProblemError}. */
function isUnrouted(error: unknown): boolean {
  return error instanceof NotFoundException;
}

function notAllowed(allowed: readonly string[]): Answer {
  return { title: 'Not in this way', status: 405, detail: `This address takes ${allowed.join(', ')} only.` };
}

function answerOf(error: unknown): Answer {
  if (error instanceof ProblemError) return { title: error.title, status: error.status, detail: error.message };
  if (error instanceof NotLoadedError) return { title: 'Not loaded yet', status: 503, detail: error.message };
  if (error instanceof RevocationsUnknownError || error instanceof ProviderAwayError)
    return { title: 'Nobody can sign in now', status: 503, detail: error.message };
  if (error instanceof AuditAwayError)
    return { title: "The audit can't be written", status: 503, detail: error.message };
  if (error instanceof errors.ElasticsearchClientError) {
    return {
      title: 'Elasticsearch is not available',
      status: 503,
      detail: "The stored figures can't be read now. Ask again in a moment.",
    };
  }
  const status = statusOf(error);
  if (status === 404)
    return { title: 'Not found', status, detail: 'There is nothing at this address. See /api/docs for what there is.' };
  if (status === 413)
    return { title: 'Too long', status, detail: 'The body is longer than this address takes. Send less at once.' };
  if (status === 415) return { title: 'Not JSON', status, detail: 'Send the body as application/json.' };
  if (status >= 500)
    return {
      title: 'Internal error',
      status,
      detail: 'The request failed. Give the request id to whoever runs the gateway.',
    };
  return {
    title: 'The request is wrong',
    status,
    detail: "The request can't be understood. See /api/docs for how to ask.",
  };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
