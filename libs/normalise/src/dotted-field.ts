import { isObject, own, type JsonObject } from './source-record';

/**
 * A field by its dotted name, whether the document is nested (`{"source":{"ip":…}}`), flattened (`{"source.ip":…}`) or
 * mixed. Where a document has both, the longest key wins. Arrays stay arrays.
 */
export function field(document: JsonObject, name: string): unknown {
  const whole = own(document, name);
  if (whole !== undefined) return whole;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const outer = own(document, name.slice(0, dot));
    const inner = isObject(outer) ? field(outer, name.slice(dot + 1)) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
