import { problem, type Problem } from '@lianfang/contract';
import type { z } from 'zod';

/** What came back: the answer, what the server says is wrong, or nothing that can be read. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly date: string | null }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

/** Asks the gateway by REST and reads the answer by the contract's schema. Never throws. */
export async function askServer<T>(path: string, schema: z.ZodType<T>, order?: unknown): Promise<Answer<T>> {
  const init: RequestInit =
    order === undefined
      ? { headers: { accept: 'application/json' } }
      : {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/json' },
          body: JSON.stringify(order),
        };
  try {
    const answer = await fetch(path, init);
    const body: unknown = await answer.json();
    if (!answer.ok) {
      const said = problem.safeParse(body);
      return said.success ? { kind: 'problem', problem: said.data } : { kind: 'unreachable' };
    }
    const parsed = schema.safeParse(body);
    if (!parsed.success) return { kind: 'unreachable' };
    return { kind: 'answer', value: parsed.data, date: answer.headers.get('date') };
  } catch {
    // No network, or no JSON: the caller asks again.
    return { kind: 'unreachable' };
  }
}
