import type { FastifyInstance } from 'fastify';

/**
 * Writes a frozen answer as JSON once, however many are given it: what many share (the nation's view) costs them its size and
 * not its making. Whoever freezes an answer says that nothing in it changes from then on.
 */
export function keepWrittenAnswers(fastify: FastifyInstance): void {
  const written = new WeakMap<object, Buffer>();
  fastify.setReplySerializer((payload) => {
    if (typeof payload !== 'object' || payload === null || !Object.isFrozen(payload)) return JSON.stringify(payload);
    const bytes = written.get(payload) ?? Buffer.from(JSON.stringify(payload));
    written.set(payload, bytes);
    // Fastify sends bytes as they are; its type says text alone.
    return bytes as unknown as string;
  });
}
