import { sketchId, type RowSource, type Sketch, type VersionedSketch } from '@lianfang/contract';
import { DistinctSketch } from './distinct-sketch';
import { STORED_ENTRIES } from './sketch-book';
import { mergeTop, trimTop } from './top-list';

/** Where the sketches of a rollup belong. */
export interface SketchRollUp {
  readonly source: RowSource;
  /** Start of the UTC hour. */
  readonly time: number;
  /** The progress acknowledged before the sketches below were read. */
  readonly version: number;
  /** Counties whose sketch of the hour is stored: one whose chunks are all gone gets an empty sketch. */
  readonly counties?: readonly string[];
}

/** One sketch of each county, from those of its chunks. The order of what is read changes nothing. */
export function rollUpSketches(place: SketchRollUp, chunks: readonly Sketch[]): VersionedSketch[] {
  const byCounty = Map.groupBy(chunks, ({ county }) => county);
  for (const county of place.counties ?? []) if (!byCounty.has(county)) byCounty.set(county, []);
  return [...byCounty].map(([county, own]) => {
    const distinct = new DistinctSketch();
    for (const { sources } of own) distinct.merge(DistinctSketch.decode(sources));
    const sketch: Sketch = {
      ...place.source,
      tier: 'hour',
      time: place.time,
      county,
      events: own.reduce((sum, { events }) => sum + events, 0),
      sources: distinct.encode(),
      top: {
        sources: merged(own.map(({ top }) => top.sources)),
        rules: merged(own.map(({ top }) => top.rules)),
        ports: merged(own.map(({ top }) => top.ports)),
      },
    };
    return { id: sketchId(sketch), version: place.version, sketch };
  });
}

function merged(lists: readonly Sketch['top']['sources'][]): Sketch['top']['sources'] {
  return trimTop(mergeTop(lists), STORED_ENTRIES);
}
