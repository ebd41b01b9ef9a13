import type { z } from 'zod';
import { badQuestion } from './problem-error';

/**
 * Reads a query or a body by its schema. What the schema does not know is refused: whoever misspells a filter or a limit
 * would get an answer to another question.
 * @throws ProblemError (400) naming every part that is wrong.
 */
export function parseQuestion<S extends z.ZodObject>(schema: S, question: unknown): z.output<S> {
  const parsed = strictly(schema).safeParse(question);
  if (parsed.success) return parsed.data as z.output<S>;
  const reasons = parsed.error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') return `${quoted(issue.keys)}: unknown; known are ${known(schema)}`;
    return `${issue.path.join('.') || 'the question'}: ${issue.message}`;
  });
  throw badQuestion(`${reasons.join('; ')}. See /api/docs for how to ask.`);
}

const strict = new WeakMap<z.ZodObject, z.ZodObject>();

/** Made once: zod compiles each schema that it is given, and that takes longer than a question. */
function strictly(schema: z.ZodObject): z.ZodObject {
  const made = strict.get(schema) ?? schema.strict();
  strict.set(schema, made);
  return made;
}

function known(schema: z.ZodObject): string {
  return quoted(Object.keys(schema.shape));
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
