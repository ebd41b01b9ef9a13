import type { Client } from '@elastic/elasticsearch';
import { readRangesOfHours } from '@lianfang/board';
import type { Freshness, IndexNames } from '@lianfang/contract';
import { countSeriesRows, readBreakdown, readSeries, type HourHistory, type OpenPeriods } from '@lianfang/store';
import { BreakdownDesk } from './breakdown-desk';
import type { DroppedRows } from './kept-rows';
import { NormalsDesk } from './normals-desk';
import type { QuestionGate } from './question-gate';
import { SeriesDesk } from './series-desk';

/** What questions about time ranges have in common. */
export interface RangeParts {
  readonly client: Client;
  readonly names: IndexNames;
  readonly history: HourHistory;
  /** Reads until no rebuild was put in place meanwhile; see `readSteadily`. */
  readonly steadily: <T>(read: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
  readonly dropped: DroppedRows;
  openPeriods(): OpenPeriods[];
  /** Of the nation without a county. */
  freshness(county?: string): Freshness;
  isCounty(code: string): boolean;
  /** Codes of all counties. */
  counties(): readonly string[];
  readonly gate: QuestionGate;
}

/** The desks that answer time ranges from rows. */
export interface RangeDesks {
  readonly seriesDesk: SeriesDesk;
  readonly breakdownDesk: BreakdownDesk;
  readonly normalsDesk: NormalsDesk;
}

/** Joins them with the store. */
export function assembleRangeDesks(parts: RangeParts): RangeDesks {
  const { client, names, history, steadily } = parts;
  return {
    seriesDesk: new SeriesDesk({
      ...parts,
      read: (question, signal) => steadily(() => readSeries(client, names, question, signal), signal),
      count: (question, signal) => steadily(() => countSeriesRows(client, names, question, signal), signal),
    }),
    breakdownDesk: new BreakdownDesk({
      ...parts,
      read: (question, signal) => steadily(() => readBreakdown(client, names, question, signal), signal),
    }),
    normalsDesk: new NormalsDesk({
      ...parts,
      read: (hours, signal) => steadily(() => readRangesOfHours(history, hours, signal), signal),
      now: () => Date.now(),
    }),
  };
}
