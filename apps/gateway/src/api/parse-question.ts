import type { z } from 'zod';
import { badQuestion } from './problem-error';

/** Reads a query or a body by its schema. @throws ProblemError (400) naming every part that is wrong. */
export function parseQuestion<S extends z.ZodType>(schema: S, question: unknown): z.output<S> {
  const parsed = schema.safeParse(question);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the question'}: ${message}`);
  throw badQuestion(`${reasons.join('; ')}. See /api/docs for how to ask.`);
}
