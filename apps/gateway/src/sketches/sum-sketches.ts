import { DistinctSketch, EMPTY_TOP, mergeTop, trimTop } from '@lianfang/aggregate';
import { TOP_SUBJECTS, type Sketch, type TopSubject, type TopSummary } from '@lianfang/contract';

/** Keys of a list that are kept while more sketches are added: what is dropped is under the bound of the unnamed. */
const KEYS_KEPT = 10_000;

/** One hour of a sum. */
export interface HourSum {
  readonly distinct: DistinctSketch;
  events: number;
}

/** Several sketches together. */
export interface SketchSum {
  readonly byHour: ReadonlyMap<number, HourSum>;
  readonly top: Readonly<Record<TopSubject, TopSummary>>;
  readonly events: number;
}

/** Adds up sketches page by page, so that memory does not grow with their number. */
export async function sumSketches(pages: AsyncIterable<readonly Sketch[]>): Promise<SketchSum> {
  const byHour = new Map<number, HourSum>();
  const top: Record<TopSubject, TopSummary> = { sources: EMPTY_TOP, rules: EMPTY_TOP, ports: EMPTY_TOP };
  let events = 0;
  for await (const page of pages) {
    for (const sketch of page) {
      const hour = byHour.get(sketch.time) ?? { distinct: new DistinctSketch(), events: 0 };
      byHour.set(sketch.time, hour);
      hour.distinct.merge(DistinctSketch.decode(sketch.sources));
      hour.events += sketch.events;
      events += sketch.events;
    }
    for (const subject of TOP_SUBJECTS) {
      const merged = mergeTop([top[subject], ...page.map((sketch) => sketch.top[subject])]);
      top[subject] = trimTop(merged, KEYS_KEPT);
    }
  }
  return { byHour, top, events };
}
