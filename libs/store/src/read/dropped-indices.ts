import type { Client } from '@elastic/elasticsearch';
import { rowSource, rowSourceKey, type IndexNames, type RowSource } from '@lianfang/contract';
import { z } from 'zod';
import { RETENTION_FAMILY_NAMES, type RetentionFamilyName } from '../retention-families';
import { all, type Query, type Stretch } from './row-queries';

/** That an index was dropped: kept for ever, so that what is gone by plan is told from what is missing. */
export const droppedIndex = z.object({
  name: z.string(),
  family: z.enum(RETENTION_FAMILY_NAMES),
  /** What it held: documents whose time is in [from, to), milliseconds. */
  from: z.number().int(),
  to: z.number().int(),
  isHistory: z.boolean(),
  documents: z.number().int(),
  /** Whose documents it held, and how many of each. */
  sources: z.array(rowSource.extend({ documents: z.number().int() })),
  /** Wall clock when it was dropped (milliseconds), for people. */
  at: z.number().int(),
});
export type DroppedIndex = z.infer<typeof droppedIndex>;

/** Which dropped indices are asked for: those that held documents of this stretch. */
export interface DroppedQuestion {
  readonly family: RetentionFamilyName;
  readonly within?: Stretch;
  readonly source?: RowSource;
}

/** Rows or sketches that are asked for are not there any more: a sum of what is left would be too small. */
export class DroppedByRetentionError extends Error {
  readonly code = 'LF-DROPPED';

  constructor(source: RowSource, dropped: readonly DroppedIndex[]) {
    super(
      `Retention has dropped ${dropped.map(({ name }) => name).join(', ')}, which held documents of ${rowSourceKey(source)}. ` +
        'What was made of them stays as it is; ask for a later time, or for a higher tier.',
    );
    this.name = 'DroppedByRetentionError';
  }
}

/** More records of one stretch than ever are. */
const MOST_RECORDS = 10_000;

/** Records of dropped indices, the oldest period first. Each was visible before its index was gone. */
export async function readDropped(
  client: Client,
  names: IndexNames,
  { family, within, source }: DroppedQuestion,
): Promise<DroppedIndex[]> {
  const answer = await client.search({
    index: names.dropped,
    ignore_unavailable: true,
    allow_no_indices: true,
    query: all([{ term: { family } }, ...(within ? overlapping(within) : [])]),
    size: MOST_RECORDS,
    sort: [{ from: { order: 'asc', unmapped_type: 'date' } }],
    track_total_hits: false,
  });
  const found = answer.hits.hits.map(({ _source }) => droppedIndex.parse(_source));
  return source ? found.filter(({ sources }) => sources.some((held) => isSame(held, source))) : found;
}

/** @throws DroppedByRetentionError when documents of this source and stretch were dropped. */
export async function assertKept(
  client: Client,
  names: IndexNames,
  question: Required<DroppedQuestion>,
): Promise<void> {
  const dropped = await readDropped(client, names, question);
  if (dropped.length > 0) throw new DroppedByRetentionError(question.source, dropped);
}

function overlapping({ from, to }: Stretch): Query[] {
  return [
    { range: { from: Number.isFinite(to) ? { lt: to } : {} } },
    { range: { to: Number.isFinite(from) ? { gt: from } : {} } },
  ];
}

function isSame(a: RowSource, b: RowSource): boolean {
  return rowSourceKey(a) === rowSourceKey(b);
}
