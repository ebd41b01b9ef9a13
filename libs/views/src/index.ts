export { Board, type BoardSizes } from './board';
export type { FoldedDay, Need } from './need';
export type { LedgerSums, SourceLedger, StoredLedger } from './ledger-book';
export {
  NATION,
  readCounty,
  readEvidenceAsOf,
  readFreshness,
  readSignsAsOf,
  readSituation,
  readSketchesAsOf,
  readTotal,
  type ViewContext,
} from './views';
export { currentPosture } from './current-posture';
export { mergeSigns, type MergedSign } from './merge-signs';
export { judgeState, type JudgedState, type SensorFacts } from './sensor-state';
export type { NormalsOf } from './minute-window';
export { normalRangeOf, sameHoursBefore } from './normal-range';
export { normalOf, readWholeHour, type WholeHour, type WholeHourFigures } from './whole-hour';
export { DAY_MS, HOUR_MS, MINUTE_MS, hourOf, minuteOf, taipeiDayOf } from './taipei-time';
export { readCountyFreshness } from './county-freshness';
