import { z } from 'zod';
import { rowSource } from './row';

/**
 * Events of one county and minute that reached the log late: two minutes or more after their own. They are in the row of
 * that minute already; this says when they came. Absolute for its chunk, as a minute row.
 */
export const revision = rowSource.extend({
  chunk: z.string(),
  county: z.string(),
  /** Start of the minute of event time; milliseconds since 1970 UTC. */
  time: z.number().int(),
  /** Start of the minute in which the log took the records; of the first of them in an overflow cell. */
  arrived: z.number().int(),
  /** True on the cell that takes what is beyond the limit of cells: the minutes of arrival are not told apart. */
  overflow: z.boolean().optional(),
  count: z.number().int().nonnegative(),
});
export type Revision = z.infer<typeof revision>;

/** A revision with the id and version under which it is stored and published. */
export const versionedRevision = z.object({
  id: z.string(),
  /** Last offset included + 1. */
  version: z.number().int().nonnegative(),
  revision,
});
export type VersionedRevision = z.infer<typeof versionedRevision>;

/** The id of a revision: all that makes it, and no count. */
export function revisionId(of: Revision): string {
  const place = `${of.topic}/${of.epoch}/${of.partition}/${of.chunk}/${of.time}/${of.county}`;
  return of.overflow ? `${place}/overflow` : `${place}/${of.arrived}`;
}
