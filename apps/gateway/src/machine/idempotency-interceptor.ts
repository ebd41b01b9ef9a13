import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { CENTRE_ONLY } from '@lianfang/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { badQuestion, ProblemError } from '../api/problem-error';
import { askingOf } from '../session/who-asks';
import type { Answered, FirstAnswerDesk } from './first-answer-desk';
import { FIRST_ANSWER_DESK } from './machine-tokens';

const WRITING: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const OURS = /^\/api\/v1\//;
/** A structured string (RFC 9651), or the same without its quotes. */
const KEY = /^(?:"([!#-[\]-~]{1,200})"|([!#-[\]-~]{1,200}))$/;
/** Said with an answer that was given before. */
const REPLAYED = 'idempotency-replayed';

/**
 * Does each write under `/api/v1` once for each `Idempotency-Key`. Programs must send one: they try again by themselves when an
 * answer is lost, and would do it twice. A person sees what became of it before they press again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Inject(FIRST_ANSWER_DESK) private readonly desk: FirstAnswerDesk) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const route = request.routeOptions.url ?? '';
    const asking = askingOf(request);
    if (!WRITING.has(request.method) || !OURS.test(route) || !asking) return next.handle();
    const key = keyOf(request);
    const { kind, subject, county = CENTRE_ONLY } = asking.principal;
    if (key === undefined && kind === 'person') return next.handle();
    if (key === undefined) throw keyNeeded();
    const write = {
      who: `${kind} ${subject}`,
      county,
      route: `${request.method} ${route}`,
      key,
      asked: `${request.url} ${JSON.stringify(request.body ?? null)}`,
    };
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const work = (): Promise<Answered> => answered(lastValueFrom(next.handle(), { defaultValue: undefined }));
    return from(this.desk.once(write, work).then(({ answer, isFirst }) => said(answer, isFirst, reply)));
  }
}

function said(answer: Answered, isFirst: boolean, reply: FastifyReply): unknown {
  if (!isFirst) void reply.header(REPLAYED, 'true');
  if (!('refusal' in answer)) return answer.body;
  const { status, title, detail } = answer.refusal;
  throw new ProblemError(status as ProblemError['status'], title, detail);
}

/** A refusal of ours is an answer; that nothing was done because something is away, or too much at once, is none. */
async function answered(work: Promise<unknown>): Promise<Answered> {
  try {
    return { body: await work };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status >= 500 || error.status === 429) throw error;
    return { refusal: { status: error.status, title: error.title, detail: error.message } };
  }
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const found = typeof header === 'string' ? KEY.exec(header.trim()) : null;
  const key = found?.[1] ?? found?.[2];
  if (key !== undefined) return key;
  throw badQuestion(
    '`Idempotency-Key`: 1 to 200 printable characters are wanted, such as a UUID. Send it again with one.',
  );
}

function keyNeeded(): ProblemError {
  return new ProblemError(
    400,
    'A key is needed',
    'Programs send an `Idempotency-Key` with each write, so that one that is tried again is not done twice. Send one.',
  );
}
