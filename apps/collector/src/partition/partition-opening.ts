import type { StoredChunks } from '@lianfang/aggregate';
import { rowSourceKey, type LedgerRow, type RowSource, type SensorSign, type Watermark } from '@lianfang/contract';
import type { LogBounds, LogCommit, TopicPartition } from '@lianfang/platform/kafka';
import type {
  EpochState,
  EpochStore,
  Fingerprint,
  Generations,
  RevisionStore,
  RowStore,
  SensorSignStore,
  SketchStore,
} from '@lianfang/store';
import { z } from 'zod';
import { requireLogAppendTime } from '../log-append-time';
import type { ServiceLog } from '../service-log';
import { boundsOf, identifyLog, type IdentityParts } from './log-identity';
import { openSigns } from './sign-delivery';

/** What travels with a committed offset. The offset is a chunk's start; this is the true progress. */
const commitMetadata = z.object({ epoch: z.number().int(), chunk: z.string(), processed: z.number().int() });
export type CommitMetadata = z.infer<typeof commitMetadata>;

/** What is stored of chunks that can't be counted again whole: all is to be written anew. */
export interface StaleChunks extends StoredChunks {
  /** Nothing is written below this version: it would not replace what is stored. */
  readonly floor: number;
}

/** What an owner must know of a partition before it counts. */
export interface Opening {
  readonly source: RowSource;
  /** Noted before anything else was read: if a rebuild changes what this rests on, no write with them goes through. */
  readonly generations: Generations;
  /** First offset that the ledger of this epoch covers. */
  readonly start: number;
  /** First offset to account for: a chunk's start, or the beginning of the log. */
  readonly countFrom: number;
  /** The chunk that begins at `countFrom`, where it is known. */
  readonly chunk: string | undefined;
  /** First offset that the log still holds. */
  readonly logStart: number;
  readonly logEnd: number;
  /** A record by which the log is known again. */
  readonly fingerprint: Fingerprint | undefined;
  /** What is stored of this source's progress. */
  readonly stored: Watermark | undefined;
  /** The last sign of life of each sensor, as stored. */
  readonly signs: readonly SensorSign[];
  /** Set when the log no longer holds all that the stored rows were counted from. */
  readonly stale: StaleChunks | undefined;
}

/** What opening a partition asks. */
export interface OpeningParts extends IdentityParts {
  readonly group: string;
  readonly epochs: EpochStore;
  readonly rows: RowStore;
  readonly revisions: RevisionStore;
  readonly sketches: SketchStore;
  readonly signs: SensorSignStore;
  readonly log: ServiceLog;
}

/** Finds where to begin. Elasticsearch knows the epoch and the ledger, Kafka the bounds and the commit. */
export async function openPartition(parts: OpeningParts, place: TopicPartition): Promise<Opening> {
  const generations = await parts.rows.generations();
  const state = await currentEpoch(parts, place);
  const bounds = await boundsOf(parts.admin, place);
  const source = { topic: place.topic, epoch: state.epoch, partition: place.partition };
  const last = await parts.rows.lastLedger(source);
  const commit = (await parts.admin.commits(parts.group, place.topic)).get(place.partition);
  const { from, chunk } = whereToResume({ parts, source, state, bounds, commit, last });
  const stored = await parts.rows.readWatermark(source);
  return {
    source,
    generations,
    start: state.start,
    countFrom: from,
    chunk,
    logStart: bounds.start,
    logEnd: bounds.end,
    fingerprint: state.fingerprint && state.fingerprint.offset >= bounds.start ? state.fingerprint : undefined,
    stored,
    signs: await openSigns(parts.signs, source),
    stale: await staleChunks(parts, source, { from, bounds, last, stored }),
  };
}

interface ResumeQuestion {
  readonly parts: OpeningParts;
  readonly source: RowSource;
  readonly state: EpochState;
  readonly bounds: LogBounds;
  readonly commit: LogCommit | undefined;
  readonly last: LedgerRow | undefined;
}

interface ResumePlace {
  readonly from: number;
  readonly chunk: string | undefined;
}

/**
 * At the commit, if everything before it is in the ledger; else at the last chunk of the ledger. Chunks before the last
 * one are finished, so where the commit's chunk is gone from the log they stay as they are.
 */
function whereToResume({ parts, source, state, bounds, commit, last }: ResumeQuestion): ResumePlace {
  const lastChunk: ResumePlace = last
    ? { from: last.from, chunk: last.chunk }
    : { from: state.start, chunk: undefined };
  const progress = commit && progressIn(commit, source.epoch);
  if (commit === undefined || progress === undefined) return lastChunk;
  const ledgerEnd = Math.max(last?.to ?? 0, state.start);
  if (commit.offset > ledgerEnd) {
    parts.log.error(
      `${rowSourceKey(source)}: offsets up to ${commit.offset} are committed, but the ledger ends at ${ledgerEnd}: ` +
        'Elasticsearch was set back. What is missing is counted again.',
    );
    return lastChunk;
  }
  if (commit.offset < bounds.start && lastChunk.from > commit.offset) return lastChunk;
  return { from: commit.offset, chunk: progress.chunk };
}

interface StaleQuestion {
  readonly from: number;
  readonly bounds: LogBounds;
  readonly last: LedgerRow | undefined;
  readonly stored: Watermark | undefined;
}

/** What is stored of the chunks that are counted from here on, when the log has lost some of what they were counted from. */
async function staleChunks(
  parts: OpeningParts,
  source: RowSource,
  { from, bounds, last, stored }: StaleQuestion,
): Promise<StaleChunks | undefined> {
  const reached = Math.max(last?.to ?? 0, stored?.processed ?? 0);
  const key = rowSourceKey(source);
  if (from < bounds.start) {
    parts.log.error(
      `${key}: retention passed offsets ${from} to ${bounds.start - 1} before their chunk was finished. They are in the ` +
        'ledger as lost. Give the topic a longer retention, or the collector more machine.',
    );
  } else if (reached > bounds.end) {
    parts.log.error(
      `${key}: the log was cut off at ${bounds.end}, and was counted up to ${reached}. What is in finished chunks stays ` +
        'counted. Find out why the broker lost records (unclean leader election, a restored disk).',
    );
  } else return undefined;
  const rows = await parts.rows.rowsSince(source, from);
  const revisions = await parts.revisions.since(source, from);
  await parts.sketches.dropSince(source, from);
  const versions = [...rows, ...revisions].map(({ version }) => version);
  return { rows, revisions, floor: versions.reduce((highest, version) => Math.max(highest, version), last?.to ?? 0) };
}

/** The topic was deleted and made again: what was stored under the old epoch stays, and counting starts anew. */
async function openNextEpoch(parts: OpeningParts, place: TopicPartition, old: number): Promise<EpochState> {
  await requireLogAppendTime(parts.admin, place.topic);
  const bounds = await boundsOf(parts.admin, place);
  const { topic, partition } = place;
  const state: EpochState = { topic, partition, epoch: old + 1, start: bounds.start, fingerprint: null };
  await parts.epochs.write(state);
  parts.log.warn(
    `${place.topic}/${place.partition}: the log is not the one that was counted before; the topic was deleted and made ` +
      `again. Epoch ${state.epoch} begins at offset ${state.start}.`,
  );
  return state;
}

async function currentEpoch(parts: OpeningParts, place: TopicPartition): Promise<EpochState> {
  const known = await parts.epochs.read(place.topic, place.partition);
  if (known === undefined) {
    const { start } = await boundsOf(parts.admin, place);
    const first: EpochState = { topic: place.topic, partition: place.partition, epoch: 1, start, fingerprint: null };
    await parts.epochs.write(first);
    return first;
  }
  if (known.fingerprint === null) return known;
  const identity = await identifyLog(parts, place, known.fingerprint);
  return identity === 'another' ? openNextEpoch(parts, place, known.epoch) : known;
}

/** A commit of another epoch, or one that we did not write, says nothing. */
export function progressIn(commit: LogCommit, epoch: number): CommitMetadata | undefined {
  let read: unknown;
  try {
    read = JSON.parse(commit.metadata);
  } catch {
    return undefined;
  }
  const parsed = commitMetadata.safeParse(read);
  return parsed.success && parsed.data.epoch === epoch ? parsed.data : undefined;
}
