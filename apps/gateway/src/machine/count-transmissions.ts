import type { Principal } from '@lianfang/access';
import { CENTRE_ONLY, type TransmissionResult, type ViewName } from '@lianfang/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { askingOf } from '../session/who-asks';
import { LIVE_DATASET, type TransmissionBook } from './transmission-book';

/** The list that an answer is: its longest array; an answer without one is one record. */
export function recordsIn(answer: unknown): number {
  if (typeof answer !== 'object' || answer === null) return 1;
  const lists = Object.values(answer).flatMap((value: unknown) => (Array.isArray(value) ? [value.length] : []));
  return lists.length === 0 ? 1 : Math.max(...lists);
}

/** What became of a request, by the status of its answer. */
export function resultOf(status: number): TransmissionResult {
  if (status === 304) return 'not-modified';
  if (status === 429) return 'limited';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}

/** Counts every answer to a program. To be called before answers are compressed: bytes are those of the data. */
export function countTransmissions(fastify: FastifyInstance, book: TransmissionBook): void {
  const records = new WeakMap<FastifyRequest, number>();
  const bytes = new WeakMap<FastifyRequest, number>();
  const isProgram = (request: FastifyRequest): boolean => askingOf(request)?.principal.kind === 'machine';
  fastify.addHook('preSerialization', async (request, _reply, payload) => {
    if (isProgram(request)) records.set(request, recordsIn(payload));
    return payload;
  });
  fastify.addHook('onSend', async (request, _reply, payload) => {
    if (isProgram(request) && (typeof payload === 'string' || Buffer.isBuffer(payload)))
      bytes.set(request, Buffer.byteLength(payload));
    return payload;
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { principal } = askingOf(request) ?? {};
    if (principal?.kind !== 'machine') return;
    const result = resultOf(reply.statusCode);
    const route = (request.routeOptions.url ?? 'none').replaceAll(/:(\w+)/g, '{$1}');
    // HEAD is answered without a body.
    const isGiven = result === 'ok' && request.method !== 'HEAD';
    const hasBody = request.method !== 'HEAD' && result !== 'not-modified';
    const sent = {
      client: principal.subject,
      county: principal.county ?? CENTRE_ONLY,
      dataset: `${request.method} ${route}`,
      result,
      records: isGiven ? (records.get(request) ?? 1) : 0,
      bytes: hasBody ? (bytes.get(request) ?? 0) : 0,
    };
    book.note(sent, Date.now());
  });
}

/** Counts frames that programs are sent on the socket, by the view. */
export function frameCounter(book: TransmissionBook): (program: Principal, view: ViewName, bytes: number) => void {
  return ({ subject, county = CENTRE_ONLY }, view, bytes) => {
    const dataset = `${LIVE_DATASET} ${view}`;
    book.note({ client: subject, county, dataset, result: 'ok', records: 1, bytes }, Date.now());
  };
}
