import type { RowSource, Watermark } from '@lianfang/contract';
import type { Generations, RowStore } from '@lianfang/store';
import { OpenPeriods, type Moment } from './open-periods';
import { rollUpDue, type RollUpParts } from './roll-up-due';

/** Hours opened again in one go: a gateway reads the minutes of each. */
const MOST_OPENED = 50;

/** How far the partition is when periods are closed. */
export interface CloseWork {
  /** The progress acknowledged: the version of the rows that are made. */
  readonly version: number;
  readonly now: Moment;
}

/** What periods are closed with. */
export interface PeriodCloserParts extends RollUpParts {
  readonly source: RowSource;
  /** As they were when the partition was opened. */
  readonly generations: Generations;
  readonly rows: RowStore;
}

/**
 * The open hours and days of a partition, and closing them. Hours that an earlier release closed with totals alone are
 * opened again, a few at a time, so that they get rows of the other kinds too.
 */
export class PeriodCloser {
  readonly periods: OpenPeriods;
  /** Hours without rows of every kind; undefined until somebody has looked. */
  private bare: number[] | undefined;

  constructor(
    private readonly parts: PeriodCloserParts,
    stored: Watermark | undefined,
  ) {
    this.periods = new OpenPeriods(stored?.openHours ?? [], stored?.openDays ?? []);
    // An earlier release that has the partition for a while leaves the mark out: then it is looked for again.
    if (stored === undefined || stored.allKinds) this.bare = [];
  }

  /** True once every closed hour and day has rows of all kinds, or is open to get them. */
  get hasAllKinds(): boolean {
    return this.bare?.length === 0;
  }

  /** @returns how many periods were closed or opened again: then the watermark says something new. */
  async close({ version, now }: CloseWork): Promise<number> {
    const { source, generations } = this.parts;
    const closed = await rollUpDue({ source, version, periods: this.periods, now, generations }, this.parts);
    return closed > 0 ? closed : this.openBare();
  }

  private async openBare(): Promise<number> {
    this.bare ??= await this.parts.persist('Looking for hours with totals alone', () =>
      this.parts.rows.bareHours(this.parts.source),
    );
    const next = this.bare.splice(0, MOST_OPENED);
    this.periods.touch(next, -Infinity);
    return next.length;
  }
}
