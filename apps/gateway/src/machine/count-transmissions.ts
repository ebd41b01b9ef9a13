import { CENTRE_ONLY, type TransmissionResult } from '@lianfang/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { askingOf } from '../session/who-asks';
import type { TransmissionBook } from './transmission-book';

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
    const sent = {
      client: principal.subject,
      county: principal.county ?? CENTRE_ONLY,
      dataset: `${request.method} ${route}`,
      result,
      records: result === 'ok' ? (records.get(request) ?? 1) : 0,
      bytes: request.method === 'HEAD' || result === 'not-modified' ? 0 : (bytes.get(request) ?? 0),
    };
    book.note(sent, Date.now());
  });
}
