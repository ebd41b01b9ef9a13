import { createHash } from 'node:crypto';
import { situationView } from '@lianfang/contract';

/**
 * A state of the view `situation` as one short text: equal for two states that are equal, whatever the order of their members and
 * whether nulls were left out on the way. @throws ZodError for what is no such state
 */
export function stateHash(state: unknown): string {
  return contentHash(situationView.parse(state));
}

/** The same of anything that JSON holds, without knowledge of what was left out. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content, sorted)).digest('base64url');
}

function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
