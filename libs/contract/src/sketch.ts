import { z } from 'zod';
import { rowSource } from './row';

/** What top lists are kept of: addresses of initiators, rules of sensors, ports of the other side. */
export const TOP_SUBJECTS = ['sources', 'rules', 'ports'] as const;
export type TopSubject = (typeof TOP_SUBJECTS)[number];

const count = z.number().int().nonnegative();

/** One key of a top list. The true count lies between `atLeast` and `atMost`. */
export const topEntry = z.object({
  /** An address; a rule's format and id; a port with its transport (`443/tcp`). */
  key: z.string(),
  /** The rule's name as the sensor wrote it: hostile text, to be shown inert. */
  name: z.string().optional(),
  atLeast: count,
  atMost: count,
});
export type TopEntry = z.infer<typeof topEntry>;

/** The most frequent keys, and a bound for all that are not named. */
export const topSummary = z.object({
  entries: z.array(topEntry),
  /** No key that is not named occurred more often. 0: every key is named. */
  unnamed: count,
  /** Events whose key found no room within the limit of keys of its chunk. Part of `unnamed`. */
  overflow: count,
});
export type TopSummary = z.infer<typeof topSummary>;

export const SKETCH_TIERS = ['chunk', 'hour'] as const;

/**
 * Which sources, rules and ports made up one hour of one county: absolute for its chunk (chunk tier) or for the whole
 * hour of this source (hour tier). Writing it again with a higher version replaces it, as a row.
 */
export const sketch = rowSource.extend({
  tier: z.enum(SKETCH_TIERS),
  /** `offsetBlock.timeBlock` (chunk tier); absent in the hour tier. */
  chunk: z.string().optional(),
  /** Start of the UTC hour of event time; milliseconds since 1970 UTC. */
  time: z.number().int(),
  /** 5-digit code, or `unlocated`. */
  county: z.string(),
  /** Events counted, an event with a count as often as it says. Exact. */
  events: count,
  /** The distinct sources, as `DistinctSketch` of libs/aggregate writes them. */
  sources: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** The top lists. */
  top: z.object({ sources: topSummary, rules: topSummary, ports: topSummary }),
});
export type Sketch = z.infer<typeof sketch>;

/** A sketch with the version under which it is stored. */
export interface VersionedSketch {
  readonly id: string;
  /** Last offset included + 1 (chunk tier); the progress acknowledged before the rollup (hour tier). */
  readonly version: number;
  readonly sketch: Sketch;
}

/** The id under which a sketch is stored: all that makes it, and no count. */
export function sketchId(
  of: Pick<Sketch, 'topic' | 'epoch' | 'partition' | 'tier' | 'chunk' | 'time' | 'county'>,
): string {
  return `${of.topic}/${of.epoch}/${of.partition}/${of.tier}/${of.chunk ?? '-'}/${of.time}/${of.county}`;
}
