import { DEFAULT_CHUNK_RULE } from '@lianfang/aggregate';
import { rowSourceKey, type RowSource } from '@lianfang/contract';
import type { LogAdmin, LogReader, TopicPartition } from '@lianfang/platform/kafka';
import type { AuditedRow, EpochState, EpochStore, LedgerAudit, Pin, PinStore } from '@lianfang/store';
import { boundsOf, identifyLog } from '../partition/log-identity';
import { progressIn } from '../partition/partition-opening';
import type { RebuildOrder } from './command-line';
import { RebuildRefusedError } from './rebuild-refused-error';

/** A finished chunk that is counted again. */
export interface ChunkToRebuild {
  readonly row: AuditedRow;
  readonly old: Pin;
  readonly next: Pin;
}

/** What of one partition is counted again, in the order of offsets. */
export interface SourceToRebuild {
  readonly source: RowSource;
  /** First offset that the ledger of this epoch covers: nothing before it was ever seen. */
  readonly start: number;
  readonly chunks: readonly ChunkToRebuild[];
}

/** What the choice is made from. */
export interface SelectionParts {
  readonly admin: LogAdmin;
  readonly reader: LogReader;
  readonly group: string;
  readonly epochs: EpochStore;
  readonly pins: PinStore;
  readonly audit: LedgerAudit;
  readonly pinFor: (old: Pin) => Pin;
}

/** A range of log time in topics by their whole names. */
export interface Selection extends Pick<RebuildOrder, 'from' | 'to'> {
  readonly topics: readonly string[];
}

/**
 * The finished chunks whose ten minutes of log time touch the range, of every partition.
 * @throws RebuildRefusedError when one of them can't be counted again, saying what to ask for instead.
 */
export async function selectChunks(parts: SelectionParts, selection: Selection): Promise<SourceToRebuild[]> {
  const existing = await parts.admin.topics();
  const found: SourceToRebuild[] = [];
  for (const topic of selection.topics) {
    if (!existing.has(topic)) {
      const reason = `Topic ${topic} is not on the broker. Correct --topic or LIANFANG_TOPICS.`;
      throw new RebuildRefusedError('LF-REBUILD-TOPIC', reason);
    }
    for (const { partition } of await parts.admin.bounds(topic)) {
      const chosen = await selectOf(parts, { topic, partition }, selection);
      if (chosen && chosen.chunks.length > 0) found.push(chosen);
    }
  }
  if (found.length > 0) return found;
  const reason = 'No chunk was begun in this range of log time. Ask for a time at which records came.';
  throw new RebuildRefusedError('LF-REBUILD-RANGE', reason);
}

async function selectOf(
  parts: SelectionParts,
  place: TopicPartition,
  selection: Selection,
): Promise<SourceToRebuild | undefined> {
  const state = await parts.epochs.read(place.topic, place.partition);
  if (state === undefined) return undefined;
  await requireSameLog(parts, state);
  const source = { ...place, epoch: state.epoch };
  const rows = await allRows(parts.audit, source);
  const inRange = rows.filter(({ chunk }) => touches(chunk, selection));
  if (inRange.length === 0) return undefined;
  await requireFinished(parts, source, { rows, inRange });
  requireNothingLost(source, inRange);
  const pins = await parts.pins.named(
    source,
    inRange.map(({ chunk }) => chunk),
  );
  const chunks = inRange.map((row): ChunkToRebuild => {
    const old = pins.get(row.chunk);
    if (old) return { row, old, next: parts.pinFor(old) };
    const reason = `Chunk ${row.chunk} of ${rowSourceKey(source)} has no pin. Restore the index of pins from a backup.`;
    throw new RebuildRefusedError('LF-REBUILD-PIN', reason);
  });
  await requireLog(parts, { source, start: state.start, chunks });
  return { source, start: state.start, chunks };
}

/** @throws RebuildRefusedError when the topic was deleted and made again. */
export async function requireSameLog(
  parts: Pick<SelectionParts, 'admin' | 'reader'>,
  { topic, partition, fingerprint }: EpochState,
): Promise<void> {
  const identity = fingerprint && (await identifyLog(parts, { topic, partition }, fingerprint));
  if (identity !== 'another') return;
  const reason =
    `The log of ${topic}/${partition} is not the one that was counted: the topic was deleted and made again. What was ` +
    'counted from the old one stays as it is. Let the collector open its new epoch, and ask for a later range.';
  throw new RebuildRefusedError('LF-REBUILD-EPOCH', reason);
}

const PAGE = 1_000;

async function allRows(audit: LedgerAudit, source: RowSource): Promise<AuditedRow[]> {
  const rows: AuditedRow[] = [];
  for (let from = 0; ;) {
    const page = await audit.rows(source, from, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
    from = (page.at(-1)?.from ?? 0) + 1;
  }
}

/** The log time at which a chunk's ten minutes begin; its name says it. */
function beginningOf(chunk: string): number {
  return Number(chunk.split('.')[1]) * DEFAULT_CHUNK_RULE.millisecondsPerBlock;
}

function touches(chunk: string, { from, to }: Selection): boolean {
  const begins = beginningOf(chunk);
  return begins < to && begins + DEFAULT_CHUNK_RULE.millisecondsPerBlock > from;
}

interface RangeOf {
  readonly rows: readonly AuditedRow[];
  readonly inRange: readonly AuditedRow[];
}

/** A chunk is finished when its offsets are committed and a later one is in the ledger: nobody counts it again. */
async function requireFinished(parts: SelectionParts, source: RowSource, { rows, inRange }: RangeOf): Promise<void> {
  const commit = (await parts.admin.commits(parts.group, source.topic)).get(source.partition);
  const isOurs = commit !== undefined && progressIn(commit, source.epoch) !== undefined;
  const finishedTo = Math.min(rows.at(-1)?.from ?? 0, isOurs ? commit.offset : Infinity);
  const open = inRange.filter(({ to }) => to > finishedTo);
  if (open.length === 0) return;
  const until = new Date(Math.min(...open.map(({ chunk }) => beginningOf(chunk)))).toISOString();
  const reason =
    `${rowSourceKey(source)}: the chunk that began at ${until} is still being counted. Ask with --to ${until} or earlier, or ` +
    'wait: it is finished about a second after the first record of a later ten minutes was counted.';
  throw new RebuildRefusedError('LF-REBUILD-OPEN', reason);
}

function requireNothingLost(source: RowSource, inRange: readonly AuditedRow[]): void {
  const lossy = inRange.find(({ lost }) => lost > 0);
  if (!lossy) return;
  const reason =
    `${rowSourceKey(source)}: ${lossy.lost} offsets of chunk ${lossy.chunk} (${lossy.from} to ${lossy.to - 1}) were lost before ` +
    'they were counted, so what it counted can not be had again. Leave its ten minutes out of the range.';
  throw new RebuildRefusedError('LF-REBUILD-LOST', reason);
}

/** Counting a chunk begins with the duplicate window before it. */
export function readFrom({ row, next }: ChunkToRebuild, start: number): number {
  return Math.max(start, row.from - next.limits.duplicateWindow);
}

async function requireLog(parts: SelectionParts, { source, start, chunks }: SourceToRebuild): Promise<void> {
  const bounds = await boundsOf(parts.admin, source);
  const [missing] = chunks.filter((chunk) => readFrom(chunk, start) < bounds.start);
  if (!missing) return;
  const covered = chunks.find((chunk) => readFrom(chunk, start) >= bounds.start);
  const range = { topic: source.topic, partition: source.partition, from: bounds.start, to: bounds.end };
  const [first] = await parts.reader.read(range, 1);
  const advice = covered
    ? `Ask with --from ${new Date(beginningOf(covered.row.chunk)).toISOString()} or later.`
    : 'Nothing of this range can be made again.';
  const time = first ? `, ${new Date(first.logTime).toISOString()}` : '';
  const reason =
    `${rowSourceKey(source)}: the log begins at offset ${bounds.start}${time}; chunk ${missing.row.chunk} is to be counted from ` +
    `offset ${missing.row.from}, and the duplicate window before it needs ${readFrom(missing, start)}. ${advice}`;
  throw new RebuildRefusedError('LF-REBUILD-LOG', reason);
}
