import { isObject, own, type JsonObject } from './source-record';

/** A dotted name in two: `source.geo` and `name` of `source.geo.name`. */
interface Split {
  readonly outer: string;
  readonly inner: string;
}

/** The names are ours, so they are few; to cut them anew for each record cost more than to read the fields. */
const splits = new Map<string, readonly Split[]>();

/**
 * A field by its dotted name, whether the document is nested (`{"source":{"ip":…}}`), flattened (`{"source.ip":…}`) or
 * mixed. Where a document has both, the longest key wins. Arrays stay arrays.
 * @param name one of our own, never a sender's text: it is remembered.
 */
export function field(document: JsonObject, name: string): unknown {
  const whole = own(document, name);
  if (whole !== undefined) return whole;
  for (const { outer, inner } of splitsOf(name)) {
    const part = own(document, outer);
    const found = isObject(part) ? field(part, inner) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every way to cut a name at a dot, the longest first part first. */
function splitsOf(name: string): readonly Split[] {
  const known = splits.get(name);
  if (known !== undefined) return known;
  const made: Split[] = [];
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    made.push({ outer: name.slice(0, dot), inner: name.slice(dot + 1) });
  }
  splits.set(name, made);
  return made;
}
