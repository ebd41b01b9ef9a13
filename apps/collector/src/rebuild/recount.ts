import { ChunkAccount, DuplicateWindow } from '@lianfang/aggregate';
import { rowSourceKey } from '@lianfang/contract';
import type { LogReader } from '@lianfang/platform/kafka';
import type { Pin, PinStore } from '@lianfang/store';
import { HISTORY_WINDOW_MS } from '../partition/partition-ledger';
import { decideAlike } from '../partition/record-counter';
import { refusedBefore, type RefusedBefore } from '../partition/refused-before';
import { account, readRecord, type Stages } from '../pipeline';
import type { StageLibrary } from '../reference/stage-library';
import { readLog } from './read-log';
import { RebuildRefusedError } from './rebuild-refused-error';
import { readFrom, type ChunkToRebuild, type SourceToRebuild } from './select-chunks';

/** What counting again needs. */
export interface RecountParts {
  readonly reader: LogReader;
  readonly library: StageLibrary;
  readonly pins: PinStore;
}

/** What came of one chunk. */
export interface Recounted {
  readonly account: ChunkAccount;
  /** True for a topic of old events: see `rowIndex` in the store. */
  readonly isHistory: boolean;
  /** Records that are rejected now and were not before. */
  readonly newlyRejected: number;
}

/** Counts chunks of one source again, in the order of their offsets, by the same steps as the collector. */
export class Recount {
  private duplicates: DuplicateWindow | undefined;
  private stages: Stages | undefined;
  /** Where the window of duplicates ends. */
  private readTo = -1;

  constructor(
    private readonly parts: RecountParts,
    private readonly of: SourceToRebuild,
  ) {}

  /** @throws RebuildRefusedError when the log no longer holds the same offsets. */
  async count(chunk: ChunkToRebuild): Promise<Recounted> {
    const { row, next } = chunk;
    const { source } = this.of;
    const stages = await this.parts.library.stagesFor(next);
    await this.warm(chunk, stages);
    const before = await stagesBefore(this.parts.library, chunk.old);
    const isHistory = next.limits.behind > HISTORY_WINDOW_MS;
    const made = new ChunkAccount(source, { name: row.chunk, from: row.from }, { ...next.limits, isHistory });
    let newlyRejected = 0;
    for await (const records of readLog(this.parts.reader, { ...source, from: row.from, to: row.to })) {
      for (const record of records) {
        made.skipped(record.offset);
        const outcome = readRecord(record, stages, this.duplicates);
        account(outcome, made, record);
        if (outcome.kind === 'rejected' && !wasRejected(record, before)) newlyRejected += 1;
      }
    }
    made.skipped(row.to);
    this.readTo = row.to;
    return { account: made, isHistory, newlyRejected };
  }

  /** Reads the window before the chunk under the chunk's own pin, unless what was just counted is that window. */
  private async warm(chunk: ChunkToRebuild, stages: Stages): Promise<void> {
    const goesOn = this.readTo === chunk.row.from && this.stages !== undefined && decideAlike(this.stages, stages);
    this.stages = stages;
    if (goesOn) return;
    this.duplicates = new DuplicateWindow(stages.limits.duplicateWindow);
    const range = { ...this.of.source, from: readFrom(chunk, this.of.start), to: chunk.row.from };
    const refused = await this.refusedBefore(chunk, range);
    for await (const records of readLog(this.parts.reader, range)) {
      for (const record of records) if (!refused.has(record)) readRecord(record, stages, this.duplicates);
    }
  }

  /** Chunks that are made again too are judged by their new pins. */
  private async refusedBefore(
    { next }: ChunkToRebuild,
    range: { readonly from: number; readonly to: number },
  ): Promise<RefusedBefore> {
    const { pins, library } = this.parts;
    const stored = await pins.touching(this.of.source, range.from, range.to);
    const made = new Map(this.of.chunks.map((chunk) => [chunk.row.chunk, chunk.next]));
    return refusedBefore(
      library,
      next,
      stored.map((pin) => made.get(pin.chunk) ?? pin),
    );
  }
}

/** What the chunk was counted by; undefined where this release can't do so any more. */
export async function stagesBefore(library: StageLibrary, old: Pin): Promise<Stages | undefined> {
  return library.stagesFor(old).catch(() => undefined);
}

/** Whether a record has its letter already. Rejecting does not look at other records, so no window is needed. */
export function wasRejected(record: Parameters<typeof readRecord>[0], before: Stages | undefined): boolean {
  return before !== undefined && readRecord(record, before, undefined).kind === 'rejected';
}

/** Offsets without a record don't depend on how records are read: else the log is not what it was. */
export function requireSameOffsets({ row }: ChunkToRebuild, skipped: number): void {
  if (skipped === row.skipped) return;
  throw new RebuildRefusedError(
    'LF-REBUILD-LOG',
    `${rowSourceKey(row)}: chunk ${row.chunk} has ${skipped} offsets without a record now, and had ${row.skipped} when it was ` +
      'counted: the log no longer holds the same records (compaction?). Leave its ten minutes out of the range.',
  );
}
