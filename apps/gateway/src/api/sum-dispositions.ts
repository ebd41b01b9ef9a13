import type { ByDisposition } from '@lianfang/contract';

export const NO_EVENTS: ByDisposition = { blocked: 0, allowed: 0, detected: 0 };

/** Events of all dispositions. */
export function sizeOf({ blocked, allowed, detected }: ByDisposition): number {
  return blocked + allowed + detected;
}

export function sumOf(parts: Iterable<ByDisposition>): ByDisposition {
  const total = { ...NO_EVENTS };
  for (const { blocked, allowed, detected } of parts) {
    total.blocked += blocked;
    total.allowed += allowed;
    total.detected += detected;
  }
  return total;
}

/**
 * What is left of a whole, and the whole that it and the parts add up to. Rows of an open minute are written while they are
 * read: parts that were seen a moment before their whole was raise it, so that sums are right and nothing is below zero.
 */
export function restOf(
  whole: ByDisposition,
  parts: ByDisposition,
): { readonly rest: ByDisposition; readonly whole: ByDisposition } {
  const rest = {
    blocked: Math.max(0, whole.blocked - parts.blocked),
    allowed: Math.max(0, whole.allowed - parts.allowed),
    detected: Math.max(0, whole.detected - parts.detected),
  };
  return { rest, whole: sumOf([parts, rest]) };
}
