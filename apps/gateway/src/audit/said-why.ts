import { INVESTIGATION_HEADER, LONGEST_PURPOSE, PURPOSE_HEADER, SHORTEST_PURPOSE } from '@lianfang/contract';
import type { IncomingHttpHeaders } from 'node:http';
import { badQuestion } from '../api/problem-error';

/** What whoever asks says about why. */
export interface SaidWhy {
  readonly purpose: string | undefined;
  readonly investigation: string | undefined;
}

const LONGEST_ID = 64;

/** Reads the two headers. @throws ProblemError (400) for one that can't be read, or is too long. */
export function saidWhy(headers: IncomingHttpHeaders): SaidWhy {
  return { purpose: purposeOf(headers[PURPOSE_HEADER]), investigation: investigationOf(headers[INVESTIGATION_HEADER]) };
}

function purposeOf(header: string | string[] | undefined): string | undefined {
  const text = decoded(String(header ?? '')).trim();
  if (text === '') return undefined;
  if ([...text].length < SHORTEST_PURPOSE)
    throw badQuestion(`${PURPOSE_HEADER}: ${SHORTEST_PURPOSE} characters at least.`);
  if (text.length > LONGEST_PURPOSE) throw badQuestion(`${PURPOSE_HEADER}: ${LONGEST_PURPOSE} characters at most.`);
  if (/\p{Cc}/u.test(text)) throw badQuestion(`${PURPOSE_HEADER}: one line of text.`);
  return text;
}

/** Chinese does not fit in a header as it is. */
function decoded(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    throw badQuestion(`${PURPOSE_HEADER}: write it percent-encoded, as encodeURIComponent does.`);
  }
}

function investigationOf(header: string | string[] | undefined): string | undefined {
  const id = String(header ?? '');
  if (id === '') return undefined;
  if (id.length > LONGEST_ID || !/^[\w-]+$/.test(id)) throw badQuestion(`${INVESTIGATION_HEADER}: no id of one.`);
  return id;
}
