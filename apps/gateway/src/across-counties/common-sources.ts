import { isIP } from 'node:net';
import { EMPTY_TOP, mergeTop, trimTop } from '@lianfang/aggregate';
import type { Sketch, TopEntry, TopSummary } from '@lianfang/contract';

/** Sources of a county that count as its top ones. */
const TOP_SOURCES = 100;
/** Keys of a list that are kept while more sketches are added. */
const KEYS_KEPT = 10_000;

/** Who is asked while sources are compared. */
export interface SourceRules {
  isCounty(code: string): boolean;
  /** An address that an agency answers for: of no interest to others, and nothing that they may be told. */
  isProtected(address: string): boolean;
}

/** The top sources of every county, and of how many counties each is one. */
export interface CommonSources {
  readonly topOf: ReadonlyMap<string, readonly TopEntry[]>;
  readonly counties: ReadonlyMap<string, number>;
}

/** Reads all counties in one pass. What is unlocated is of no county, and does not count as one. */
export async function readCommonSources(
  pages: AsyncIterable<readonly Sketch[]>,
  { isCounty, isProtected }: SourceRules,
): Promise<CommonSources> {
  const lists = new Map<string, TopSummary>();
  for await (const page of pages) {
    for (const [county, sketches] of Map.groupBy(page, (sketch) => sketch.county)) {
      if (!isCounty(county)) continue;
      const merged = mergeTop([lists.get(county) ?? EMPTY_TOP, ...sketches.map(({ top }) => top.sources)]);
      lists.set(county, trimTop(merged, KEYS_KEPT));
    }
  }
  const topOf = new Map<string, readonly TopEntry[]>();
  const counties = new Map<string, number>();
  for (const [county, list] of lists) {
    const { entries } = trimTop(list, TOP_SOURCES);
    // A masked machine of another county is no address.
    const outside = entries.filter(({ key }) => isIP(key) !== 0 && !isProtected(key));
    topOf.set(county, outside);
    for (const { key } of outside) counties.set(key, (counties.get(key) ?? 0) + 1);
  }
  return { topOf, counties };
}
