import { field } from '../dotted-field';
import { firstOf } from '../scalar';
import type { JsonObject } from '../source-record';

/** The first value of a field. */
export function value(document: JsonObject, name: string): unknown {
  return firstOf(field(document, name)) ?? undefined;
}

/** The first of several fields that is there and that `read` can read. */
export function firstField<T>(
  document: JsonObject,
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const name of names) {
    const found = read(value(document, name));
    if (found !== undefined) return found;
  }
  return undefined;
}
