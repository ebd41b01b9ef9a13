import type { AuditItem } from '@lianfang/contract';
import { actorKey } from './deed-words';

const QUARTER = 15 * 60_000;

/** What one person did by one capability to one county's data in a quarter of an hour: a line that opens. */
export interface FoldedDeed {
  readonly key: string;
  /** Newest first; never empty. */
  readonly items: readonly [AuditItem, ...AuditItem[]];
}

/** Folds entries, newest first, into lines; each line stands where its newest entry stood. */
export function foldDeeds(items: readonly AuditItem[]): readonly FoldedDeed[] {
  const lines = new Map<string, [AuditItem, ...AuditItem[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const line = lines.get(key);
    if (line) line.push(item);
    else lines.set(key, [item]);
  }
  return [...lines].map(([key, line]) => ({ key, items: line }));
}

function keyOf({ actor, action, capability, county, at }: AuditItem): string {
  return JSON.stringify([actorKey(actor), action, capability, county, Math.floor(at / QUARTER)]);
}
