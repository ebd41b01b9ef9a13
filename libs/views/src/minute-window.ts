import type { ByDisposition, CountyFigures, NormalRange, Posture, RevisedMinute, Watermark } from '@lianfang/contract';
import type { Board } from './board';
import { addCells, cellsOf, createCells, directionOf, dispositionsOf, totalOf, type Cells, type Tally } from './cells';
import { instantOf } from './freshness-of';
import { summarisePosture } from './summarise-posture';
import { MINUTE_MS, minuteOf, hourOf } from './taipei-time';
import { isDemonstrationKey } from './watermark-book';

/** Whole minutes shown before the open one. */
const WHOLE_MINUTES = 60;
/** A county without an event in the open minute and these whole ones is silent. */
const SILENT_MINUTES = 5;

/** The normal range of blocked events a minute, by hour; null while learning. `nation` is all counties and unlocated. */
export type NormalsOf = (place: string, hour: number) => NormalRange | null;

/** The last 60 whole minutes and the open one, of all sources together. */
export interface MinuteWindow {
  /** The instant up to which the open minute is filled. */
  readonly clock: number;
  /** By minute start, in order; each with the counts of every county that has some. */
  readonly minutes: ReadonlyMap<number, Tally>;
  /** Counts of the trailing 60 s, estimated, by county. */
  readonly trailing: Tally;
  /** By county, the last minute with an event of a real source. */
  readonly lastEvents: ReadonlyMap<string, number>;
}

/** Reads the window that ends at `clock`. */
export function readWindow(board: Board, clock: number): MinuteWindow {
  const open = minuteOf(clock);
  const minutes = new Map<number, Tally>();
  const lastEvents = new Map<string, number>();
  for (let minute = open - WHOLE_MINUTES * MINUTE_MS; minute <= open; minute += MINUTE_MS)
    minutes.set(minute, new Map());
  const trailing: Tally = new Map();
  for (const source of board.sources()) {
    for (const [minute, tally] of minutes) addMinute({ tally, lastEvents }, board, source, minute);
    addTrailing(trailing, board, source, clock);
  }
  return { clock, minutes, trailing, lastEvents };
}

function addMinute(
  sums: { readonly tally: Tally; readonly lastEvents: Map<string, number> },
  board: Board,
  source: string,
  minute: number,
): void {
  const isReal = !isDemonstrationKey(source);
  for (const [county, cells] of board.minute(source, minute) ?? []) {
    addCells(cellsOf(sums.tally, county), cells);
    const last = sums.lastEvents.get(county) ?? minute;
    if (isReal && totalOf(cells) > 0) sums.lastEvents.set(county, Math.max(minute, last));
  }
}

/**
 * The sliding estimate: the open minute, and of the minute before it the share that is still within 60 s. A source
 * that is ahead of the clock has more of the open minute than belongs to it, so only that share of it is taken.
 */
function addTrailing(trailing: Tally, board: Board, source: string, clock: number): void {
  const open = minuteOf(clock);
  const passed = (clock - open) / MINUTE_MS;
  const covered = coveredShare(board.watermarks.effective(source), source, open);
  const share = covered > passed ? passed / covered : 1;
  const parts = [
    [board.minute(source, open), share],
    [board.minute(source, open - MINUTE_MS), 1 - passed],
  ] as const;
  for (const [tally, part] of parts) {
    for (const [county, cells] of tally ?? []) addCells(cellsOf(trailing, county), cells, part);
  }
}

/** How much of the open minute the source has filled: all of it for the demonstration, which was written at once. */
function coveredShare(watermark: Watermark | undefined, source: string, open: number): number {
  const instant = watermark && !isDemonstrationKey(source) ? instantOf(watermark) : null;
  if (instant === null) return 1;
  return Math.min(1, Math.max(0, (instant - open) / MINUTE_MS));
}

/** The minutes of one county, or of the nation. */
export function minutesOf(window: MinuteWindow, county?: string): Map<number, Cells> {
  const minutes = new Map<number, Cells>();
  for (const [minute, tally] of window.minutes) {
    const sum = createCells();
    if (county === undefined) for (const cells of tally.values()) addCells(sum, cells);
    else addCells(sum, tally.get(county) ?? createCells());
    minutes.set(minute, sum);
  }
  return minutes;
}

/** Minutes as a view shows them: by minute start as text. */
export function minutePoints(minutes: ReadonlyMap<number, Cells>): Record<string, ByDisposition> {
  return Object.fromEntries([...minutes].map(([minute, cells]) => [String(minute), dispositionsOf(cells)]));
}

/** The normal range of each minute's hour, where there is one. */
export function normalPoints(window: MinuteWindow, place: string, normals: NormalsOf): Record<string, NormalRange> {
  const points: Record<string, NormalRange> = {};
  for (const minute of window.minutes.keys()) {
    const normal = normals(place, hourOf(minute));
    if (normal) points[String(minute)] = normal;
  }
  return points;
}

/** What came late of the window's minutes, where something did. */
export function revisedPoints(board: Board, window: MinuteWindow, county?: string): Record<string, RevisedMinute> {
  const points: Record<string, RevisedMinute> = {};
  for (const minute of window.minutes.keys()) {
    const revised = board.revisions.of(minute, county);
    if (revised) points[String(minute)] = revised;
  }
  return points;
}

/** What {@link countyFiguresOf} needs beside the window. */
export interface CountyFacts {
  readonly county: string;
  /** From the directory; zero when it names none. */
  readonly protectedAddresses: number;
  readonly blockedToday: number;
  readonly normals: NormalsOf;
  /** The one that may be shown beside these figures. */
  readonly posture: Posture | undefined;
  /** What feeds it is stale. */
  readonly behind: boolean;
}

export function countyFiguresOf(window: MinuteWindow, facts: CountyFacts): CountyFigures {
  const { county, protectedAddresses, blockedToday, normals, posture, behind } = facts;
  const blockedPerMinute = dispositionsOf(window.trailing.get(county) ?? createCells()).blocked;
  const hour = createCells();
  for (const cells of minutesOf(window, county).values()) addCells(hour, cells);
  const lastEventMinute = window.lastEvents.get(county) ?? null;
  return {
    blockedPerMinute: rounded(blockedPerMinute, 1),
    blockedPerMinutePer1000: protectedAddresses > 0 ? rounded((blockedPerMinute / protectedAddresses) * 1000, 4) : null,
    normal: normals(county, hourOf(window.clock)),
    blockedToday,
    lastHour: dispositionsOf(hour),
    outboundLastHour: directionOf(hour, 'outbound'),
    lastEventMinute,
    silent: isSilentAt(window, county),
    behind,
    posture: posture === undefined ? null : summarisePosture(posture),
  };
}

/** True where no event of a real source came in the open minute and the five before it. */
export function isSilentAt(window: MinuteWindow, county: string): boolean {
  const last = window.lastEvents.get(county);
  return last === undefined || last < minuteOf(window.clock) - SILENT_MINUTES * MINUTE_MS;
}

export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
