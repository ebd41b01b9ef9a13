import type { ChunkChanges } from '@lianfang/aggregate';
import {
  UNLOCATED,
  type LiveMessage,
  type VersionedRevision,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import type { OutgoingRecord } from '@lianfang/platform/kafka';

/** The key of what only the centre may see. */
const CENTRE = 'centre';
/** Keeps one message well below the broker's limit. */
const ROWS_A_MESSAGE = 500;

/**
 * Rows by county with what of them came late, then the ledger row that covers them.
 * @param generation of the indices that they were written to.
 */
export function liveMessagesOf({ rows, revisions, ledger }: ChunkChanges, generation: number): OutgoingRecord[] {
  return [
    ...revisionMessagesOf(revisions, generation),
    ...rowMessagesOf(rows, generation),
    toRecord(CENTRE, { type: 'ledger', ledger, generation }),
  ];
}

/** Rows as messages, each of one county. */
export function rowMessagesOf(rows: readonly VersionedRow[], generation: number): OutgoingRecord[] {
  const byCounty = Map.groupBy(rows, ({ row }) => row.county);
  return [...byCounty].flatMap(([county, own]) =>
    slices(own, ROWS_A_MESSAGE).map((slice) => toRecord(county, { type: 'rows', county, rows: slice, generation })),
  );
}

/** Revisions ride in messages of rows: a reader of an earlier release takes those and finds no rows in them. */
function revisionMessagesOf(revisions: readonly VersionedRevision[], generation: number): OutgoingRecord[] {
  const byCounty = Map.groupBy(revisions, ({ revision }) => revision.county);
  return [...byCounty].flatMap(([county, own]) =>
    slices(own, ROWS_A_MESSAGE).map((slice) =>
      toRecord(county, { type: 'rows', county, rows: [], revisions: slice, generation }),
    ),
  );
}

/** Says that a rebuild put this generation in place: whoever keeps figures in memory is to load them again. */
export function rebuiltMessage(generation: number): OutgoingRecord {
  return toRecord(CENTRE, { type: 'rows', county: UNLOCATED, rows: [], generation });
}

/** A watermark as a message. */
export function watermarkMessage(watermark: Watermark): OutgoingRecord {
  return toRecord(CENTRE, { type: 'watermark', watermark });
}

function toRecord(key: string, message: LiveMessage): OutgoingRecord {
  return { key, value: JSON.stringify(message) };
}

function slices<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({ length: count }, (_unused, index) => list.slice(index * size, (index + 1) * size));
}
