import type { IndexNames, Row } from '@lianfang/contract';
import { versioned } from './index-templates';

/** How much time one index holds. `history`: a year, beside the days, see {@link rowIndex}. */
type Grain = 'day' | 'month' | 'year' | 'history';

/** The dated index behind an alias that holds an instant (milliseconds). */
export function datedIndex(alias: string, time: number, grain: Grain): string {
  const day = new Date(time).toISOString().slice(0, 10).replaceAll('-', '.');
  switch (grain) {
    case 'day':
      return `${versioned(alias)}-${day}`;
    case 'month':
      return `${versioned(alias)}-${day.slice(0, 7)}`;
    case 'year':
      return `${versioned(alias)}-${day.slice(0, 4)}`;
    case 'history':
      return `${versioned(alias)}-history-${day.slice(0, 4)}`;
  }
}

/**
 * The dated index of a row: days for minute rows, months for hour rows, years for day rows, so that retention drops
 * whole indices. It follows from the row alone, so a row that is written again meets itself.
 * @param history true for topics with a wide lateness window: their minute rows go to an index a year, because a file
 * of old events would otherwise open an index for each of its days.
 */
export function rowIndex(names: IndexNames, row: Row, history: boolean): string {
  if (row.tier === 'day') return datedIndex(names.rowsDay, row.time, 'year');
  if (row.tier === 'hour') return datedIndex(names.rowsHour, row.time, 'month');
  return datedIndex(names.rowsMinute, row.time, history ? 'history' : 'day');
}
