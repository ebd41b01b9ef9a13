import { rejectedTopic } from '@lianfang/contract';
import type { LogReader, LogRecord } from '@lianfang/platform/kafka';
import { readLetter, type Letter } from './letter';

/** One partition of the dead-letter topic of one topic, up to `upper` (not included). */
export interface Lane {
  readonly topic: string;
  readonly partition: number;
  readonly start: number;
  readonly upper: number;
}

/** How much one answer may look at. */
export interface ScanBudget {
  readonly records: number;
  readonly bytes: number;
}

interface LaneState {
  readonly lane: Lane;
  /** What was read and not yet handed out; the newest last. */
  readonly waiting: { readonly letter: Letter | undefined; readonly offset: number; readonly logTime: number }[];
  /** Everything from here on was handed out. */
  upper: number;
  /** Everything from here on was read. */
  low: number;
}

/** Offsets that are read at once, going back. */
const WINDOW = 128;
const FETCH_BYTES = 4 * 1024 * 1024;
/** Lists show the beginning of a value only. */
const KEEP_BYTES = 1_024;

/** Looks through dead letters from the newest backwards, several partitions by time, within a budget. */
export class LetterScan {
  private readonly lanes: LaneState[];
  private records = 0;
  private bytes = 0;

  constructor(
    private readonly reader: LogReader,
    lanes: readonly Lane[],
    private readonly budget: ScanBudget,
  ) {
    this.lanes = lanes.map((lane) => ({ lane, waiting: [], upper: lane.upper, low: lane.upper }));
  }

  /** Letters that were looked at. */
  get scanned(): number {
    return this.records;
  }

  /** Where to go on, or undefined when everything was looked at. */
  get rest(): Lane[] | undefined {
    const rest = this.lanes.filter(({ lane, waiting, low }) => waiting.length > 0 || low > lane.start);
    return rest.length === 0 ? undefined : rest.map(({ lane, upper }) => ({ ...lane, upper }));
  }

  /** The next older letter, or undefined at the end or when the budget is used up. */
  async next(): Promise<Letter | undefined> {
    for (;;) {
      if (this.records >= this.budget.records || this.bytes >= this.budget.bytes) return undefined;
      for (const state of this.lanes) await this.fill(state);
      const newest = this.lanes.reduce<LaneState | undefined>(
        (best, state) => (timeOf(state) > timeOf(best) ? state : best),
        undefined,
      );
      const taken = newest?.waiting.pop();
      if (!newest || !taken) return undefined;
      newest.upper = taken.offset;
      this.records += 1;
      if (taken.letter) return taken.letter;
    }
  }

  private async fill(state: LaneState): Promise<void> {
    const { lane, waiting } = state;
    while (waiting.length === 0 && state.low > lane.start) {
      const from = Math.max(lane.start, state.low - WINDOW);
      for (const record of await this.readAll(lane, from, state.low)) waiting.push(record);
      state.low = from;
      if (waiting.length === 0) state.upper = from;
    }
  }

  private async readAll(lane: Lane, from: number, to: number): Promise<LaneState['waiting']> {
    const found: LaneState['waiting'] = [];
    for (let at = from; at < to;) {
      const range = { topic: rejectedTopic(lane.topic), partition: lane.partition, from: at, to };
      const records = await this.reader.read(range, FETCH_BYTES);
      for (const record of records) found.push(this.taken(lane, record));
      const last = records.at(-1);
      if (last === undefined) break;
      at = last.offset + 1;
    }
    return found;
  }

  private taken(lane: Lane, record: LogRecord): LaneState['waiting'][number] {
    this.bytes += record.value?.length ?? 0;
    const { offset, logTime } = record;
    return { letter: readLetter(lane.topic, lane.partition, record, KEEP_BYTES), offset, logTime };
  }
}

function timeOf(state: LaneState | undefined): number {
  return state?.waiting.at(-1)?.logTime ?? -Infinity;
}
