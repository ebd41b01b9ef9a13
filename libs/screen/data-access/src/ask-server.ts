import { PURPOSE_HEADER, UNATTENDED_HEADER, problem, type Problem } from '@lianfang/contract';
import type { z } from 'zod';

/** What came back: the answer, what the server says is wrong, or nothing that can be read. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly date: string | null }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'unreachable' };

/** How a question is asked. */
export interface Manner {
  /** The body of a write; a GET without it. */
  readonly order?: unknown;
  /** How `order` is sent; POST without it. */
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  /** A timer asks, and no person: the session does not live on by it. */
  readonly unattended?: boolean;
  /** Why somebody looks, in their own words; its county reads it. */
  readonly purpose?: string | undefined;
  /** Ends the question: the answer is `unreachable` then, and the server stops working on it. */
  readonly signal?: AbortSignal;
}

const NO_CONTENT = 204;

/** A file with the name that the server gave it. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Blob;
}

/** Asks the gateway by REST and reads the answer by the contract's schema. Never throws. */
export async function askServer<T>(path: string, schema: z.ZodType<T>, manner: Manner = {}): Promise<Answer<T>> {
  try {
    const answer = await fetch(path, initOf(manner));
    if (!answer.ok) return await problemOf(answer);
    // An order that was only taken has no answer to be read.
    const parsed = schema.safeParse(answer.status === NO_CONTENT ? undefined : await answer.json());
    if (!parsed.success) return { kind: 'unreachable' };
    return { kind: 'answer', value: parsed.data, date: answer.headers.get('date') };
  } catch {
    // No network, or no JSON: the caller asks again.
    return { kind: 'unreachable' };
  }
}

/** Asks for a file that is to be saved, and says why where that is needed. Never throws. */
export async function askFile(path: string, purpose?: string): Promise<Answer<NamedFile>> {
  try {
    const answer = await fetch(path, { headers: purposeHeader(purpose) });
    if (!answer.ok) return await problemOf(answer);
    const [, name = 'record.bin'] = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
    return { kind: 'answer', value: { name, bytes: await answer.blob() }, date: answer.headers.get('date') };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Chinese does not fit in a header as it is. */
function purposeHeader(purpose: string | undefined): Readonly<Record<string, string>> {
  return purpose === undefined ? {} : { [PURPOSE_HEADER]: encodeURIComponent(purpose) };
}

function initOf({ order, method = 'POST', unattended, purpose, signal }: Manner): RequestInit {
  const headers = {
    accept: 'application/json',
    ...(unattended && { [UNATTENDED_HEADER]: 'true' }),
    ...purposeHeader(purpose),
  };
  const ending = signal && { signal };
  if (order === undefined) return { headers, ...ending };
  return {
    method,
    ...ending,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  };
}

async function problemOf(answer: Response): Promise<Answer<never>> {
  const said = problem.safeParse(await answer.json());
  return said.success ? { kind: 'problem', problem: said.data } : { kind: 'unreachable' };
}
