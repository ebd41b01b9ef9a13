import type { Watermark } from '@lianfang/contract';
import { RETENTION_FAMILIES, type DatedIndex, type LogSource, type RetentionFamily } from '@lianfang/store';
import { HISTORY_WINDOW_MS } from '../partition/partition-ledger';
import type { Keep } from './keep-settings';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Somebody may set a clock an hour off: nothing is dropped earlier because of it. */
export const CLOCK_MARGIN_MS = 2 * HOUR_MS;

/** A log as retention sees it. */
export interface JudgedSource extends LogSource {
  /** False where the broker does not have the topic (any more). */
  readonly isOnBroker: boolean;
}

/** What the judgement rests on. */
export interface RetentionFacts {
  readonly keep: Keep;
  /** See {@link retentionNow}. */
  readonly now: number;
  readonly sources: readonly JudgedSource[];
}

/** Why an index that is past its time stays for now. */
export interface Waiting {
  readonly index: DatedIndex;
  /** `behind`: a log may still bring events of its time; `open`: an hour or day made of it is not made yet. */
  readonly reason: 'behind' | 'open';
  readonly source: Watermark;
  /** True for a log that nobody counts any more: an earlier life of a topic, or a topic that is gone. */
  readonly isOrphan: boolean;
}

export interface Verdict {
  /** Oldest first. */
  readonly due: readonly DatedIndex[];
  readonly waiting: readonly Waiting[];
}

/**
 * The instant that retention counts from: the highest log time that was processed, and never later than the wall clock.
 * Neither of the two clocks can drop anything early by itself. Undefined before the first record.
 */
export function retentionNow(sources: readonly JudgedSource[], wallClock: number): number | undefined {
  const highest = Math.max(...sources.map(({ watermark }) => watermark.logTime ?? -Infinity));
  return Number.isFinite(highest) ? Math.min(highest, wallClock) : undefined;
}

/** Which indices are wholly past their time, and which of these may be dropped now. */
export function judgeIndices(indices: readonly DatedIndex[], facts: RetentionFacts): Verdict {
  const past = indices.filter((index) => isPast(index, facts));
  const waiting = past.flatMap((index) => waitingFor(index, facts.sources) ?? []);
  const isWaiting = new Set(waiting.map(({ index }) => index));
  return { due: past.filter((index) => !isWaiting.has(index)), waiting };
}

function isPast(index: DatedIndex, { keep, now }: RetentionFacts): boolean {
  const { covers } = RETENTION_FAMILIES[index.family];
  return index.to + covers + keep[index.isHistory ? 'history' : index.family] + CLOCK_MARGIN_MS <= now;
}

function waitingFor(index: DatedIndex, sources: readonly JudgedSource[]): Waiting | undefined {
  const family: RetentionFamily = RETENTION_FAMILIES[index.family];
  const behind = sources.find((source) => mayBring(source, index, family));
  if (behind) return { index, reason: 'behind', source: behind.watermark, isOrphan: false };
  const open = sources.find((source) => isOpen(source, index, family));
  return open && { index, reason: 'open', source: open.watermark, isOrphan: !isCounted(open) };
}

/** True while records that are not processed yet may hold events of the index's time. */
function mayBring(source: JudgedSource, index: DatedIndex, { needed }: RetentionFamily): boolean {
  if (needed === 'none' || !isCounted(source)) return false;
  const isHistory = source.window > HISTORY_WINDOW_MS;
  if (needed === 'live' && isHistory !== index.isHistory) return false;
  return index.to > positionOf(source.watermark) - source.window - CLOCK_MARGIN_MS;
}

function isCounted({ isNewest, isOnBroker }: JudgedSource): boolean {
  return isNewest && isOnBroker;
}

/** No record that is still to come has a lower log time. */
function positionOf({ processed, logEnd, logTime, at }: Watermark): number {
  if (processed >= logEnd) return at;
  return logTime ?? -Infinity;
}

function isOpen({ watermark }: JudgedSource, { from, to }: DatedIndex, { below }: RetentionFamily): boolean {
  if (below === undefined) return false;
  const hours = watermark.openHours.some((hour) => hour < to && hour + HOUR_MS > from);
  return hours || (below === 'day' && watermark.openDays.some((day) => day < to && day + DAY_MS > from));
}
