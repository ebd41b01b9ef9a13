import {
  BACKBONE_MONTHLY_BLOCKS,
  DIRECTIONS,
  UNLOCATED,
  type CountyView,
  type Freshness,
  type Posture,
  type SituationView,
  type TotalView,
} from '@lianfang/contract';
import type { Board } from './board';
import { addCells, blockedOf, createCells, directionOf, dispositionsOf, sumTally, totalOf, type Cells } from './cells';
import { readBehind, readCountyFreshness } from './county-freshness';
import { currentPosture } from './current-posture';
import { freshnessOf, storedAsOf } from './freshness-of';
import {
  countyFiguresOf,
  minutePoints,
  minutesOf,
  normalPoints,
  readWindow,
  revisedPoints,
  rounded,
  type MinuteWindow,
  type NormalsOf,
} from './minute-window';
import { hourOf, taipeiDayOf, taipeiMonthOf } from './taipei-time';
import { isDemonstrationKey } from './watermark-book';

/** What views need beside the board. */
export interface ViewContext {
  /** Wall clock, milliseconds: it decides only whether figures are stale. */
  readonly now: number;
  /** Every county of the directory, with its number of protected addresses. */
  readonly counties: ReadonlyMap<string, number>;
  readonly normals: NormalsOf;
  /** The last posture of each county that has one, however old. */
  readonly postures: ReadonlyMap<string, Posture>;
}

/** The name under which the normal range of the nation is asked for. */
export const NATION = 'nation';

/** How old the board's figures are. */
export function readFreshness(board: Board, now: number): Freshness {
  return freshnessOf(board.watermarks.all(), now);
}

/** The instant up to which stored sketches hold all that the log held; null while a source does not say. */
export function readSketchesAsOf(board: Board): number | null {
  return storedAsOf(board.watermarks.all(), 'sketchesAsOf');
}

/** The same of evidence. */
export function readEvidenceAsOf(board: Board): number | null {
  return storedAsOf(board.watermarks.all(), 'evidenceAsOf');
}

/** The same of signs of life. */
export function readSignsAsOf(board: Board): number | null {
  return storedAsOf(board.watermarks.all(), 'signsAsOf');
}

/** View `total`: nation, all time, all directions and dispositions, unlocated included. */
export function readTotal(board: Board, now: number): TotalView {
  const sum = sumDays(board, () => true);
  const [inbound, outbound, internal, unlocated] = DIRECTIONS.map((direction) => directionOf(sum, direction));
  return {
    total: totalOf(sum),
    byDisposition: dispositionsOf(sum),
    byDirection: { inbound: inbound ?? 0, outbound: outbound ?? 0, internal: internal ?? 0, unlocated: unlocated ?? 0 },
    freshness: readFreshness(board, now),
  };
}

/** View `situation`: the first screen. */
export function readSituation(board: Board, context: ViewContext): SituationView {
  const { now, counties, normals, postures } = context;
  const freshness = readFreshness(board, now);
  const window = readWindow(board, board.clock(freshness.asOf, now));
  const today = blockedOn(board, window.clock);
  const minutes = minutesOf(window);
  const isBehind = readBehind(board, now);
  const figures = [...counties].map(([county, protectedAddresses]) => {
    const blockedToday = today.get(county) ?? 0;
    const posture = postureOf(postures, county, freshness.asOf);
    const facts = { county, protectedAddresses, blockedToday, normals, posture, behind: isBehind(county) };
    return [county, countyFiguresOf(window, facts)] as const;
  });
  return {
    freshness,
    nation: { ...nationOf(board, window, minutes), normal: normals(NATION, hourOf(window.clock)) },
    counties: Object.fromEntries(figures),
    minutes: minutePoints(minutes),
    revised: revisedPoints(board, window),
    normals: normalPoints(window, NATION, normals),
    ledger: board.ledger.summary(board.watermarks.all()),
    demonstration: [...board.sources()].some(isDemonstrationKey),
  };
}

/** View `county:CODE`; undefined when the directory has no such county. */
export function readCounty(board: Board, context: ViewContext, county: string): CountyView | undefined {
  const { now, counties, normals, postures } = context;
  const protectedAddresses = counties.get(county);
  if (protectedAddresses === undefined) return undefined;
  const freshness = readFreshness(board, now);
  const window = readWindow(board, board.clock(freshness.asOf, now));
  const blockedToday = blockedOn(board, window.clock).get(county) ?? 0;
  const own = readCountyFreshness(board, now, county);
  const posture = postureOf(postures, county, freshness.asOf);
  const facts = { county, protectedAddresses, blockedToday, normals, posture, behind: own.state === 'stale' };
  return {
    county,
    // How many records of all counties wait is nothing for the people of one.
    freshness: { ...own, pending: null },
    figures: countyFiguresOf(window, facts),
    posture: posture ?? null,
    minutes: minutePoints(minutesOf(window, county)),
    revised: revisedPoints(board, window, county),
    normals: normalPoints(window, county, normals),
    demonstration: [...board.sources()].some(isDemonstrationKey),
  };
}

function postureOf(postures: ViewContext['postures'], county: string, asOf: number | null): Posture | undefined {
  const last = postures.get(county);
  return last && currentPosture(last, asOf);
}

function nationOf(
  board: Board,
  window: MinuteWindow,
  minutes: ReadonlyMap<number, Cells>,
): Omit<SituationView['nation'], 'normal'> {
  const month = taipeiMonthOf(window.clock);
  const hour = createCells();
  for (const cells of minutes.values()) addCells(hour, cells);
  let unlocatedLastHour = 0;
  for (const tally of window.minutes.values()) unlocatedLastHour += totalOf(tally.get(UNLOCATED) ?? createCells());
  return {
    blockedPerSecond: rounded(blockedOf(sumTally(window.trailing)) / 60, 1),
    blockedThisMonth: blockedOf(sumDays(board, (day) => day >= month.start && day < month.end)),
    monthStart: month.start,
    backboneMonth: BACKBONE_MONTHLY_BLOCKS,
    monthElapsed: rounded((window.clock - month.start) / (month.end - month.start), 4),
    allowedLastHour: dispositionsOf(hour).allowed,
    outboundLastHour: directionOf(hour, 'outbound'),
    unlocatedLastHour,
  };
}

function sumDays(board: Board, isWanted: (day: number) => boolean): Cells {
  const sum = createCells();
  for (const source of board.sources()) {
    for (const day of board.daysOf(source)) if (isWanted(day)) addCells(sum, board.day(source, day));
  }
  return sum;
}

/** Blocked events of the Taipei day of an instant, by county. */
function blockedOn(board: Board, instant: number): Map<string, number> {
  const blocked = new Map<string, number>();
  for (const source of board.sources()) {
    board.eachTally(source, taipeiDayOf(instant), (tally) => {
      for (const [county, cells] of tally) blocked.set(county, (blocked.get(county) ?? 0) + blockedOf(cells));
    });
  }
  return blocked;
}
