import { createHash } from 'node:crypto';

/** A longer id is replaced by its hash. */
export const LONGEST_ID = 200;

/** The parts of an id joined by `|`; an absent part is empty. An id above 200 characters is replaced by its hash. */
export function joinId(parts: readonly (string | number | undefined)[]): string {
  return boundId(parts.join('|'));
}

/** An id as it is, or its hash where it is longer than 200 characters. */
export function boundId(id: string): string {
  return id.length > LONGEST_ID ? hashId(id) : id;
}

/** SHA-1 of a text in base64url: an id where the record has none. It tells records apart; it protects nothing. */
export function hashId(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
