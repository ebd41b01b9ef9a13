import type { TransmissionCount, TransmissionResult } from '@lianfang/contract';
import { HOUR_MS, taipeiDayOf } from '@lianfang/views';

/** One answer, or one live frame, that a program was given or refused. */
export interface Sent {
  readonly client: string;
  readonly county: string;
  readonly dataset: string;
  readonly result: TransmissionResult;
  readonly records: number;
  readonly bytes: number;
}

/** What counts against a quota. */
export interface Used {
  readonly requests: number;
  readonly bytes: number;
}

/** Lines that are held at once: a day of 100 programs that ask ten datasets each hour, with room. */
const MOST_LINES = 30_000;
/** How datasets of live frames begin. */
export const LIVE_DATASET = '/live';
/** What finds no room is added up here: totals stay exact. */
const OTHERS = '(others)';

interface Line {
  readonly count: { -readonly [K in keyof TransmissionCount]: TransmissionCount[K] };
  /** Its requests as they are stored. */
  stored: number;
}

/** Counts what programs are given, by the hour, for one run of one gateway. Sums only grow. */
export class TransmissionBook {
  private readonly lines = new Map<string, Line>();
  private readonly today = new Map<string, { day: number; requests: number; bytes: number }>();

  /** @param run names this run of this gateway: no other writes its documents */
  constructor(
    readonly run: string,
    private readonly most = MOST_LINES,
  ) {}

  /** @param now milliseconds since 1970 UTC */
  note(sent: Sent, now: number): void {
    const { count } = this.line(sent, now - (now % HOUR_MS));
    count.requests += 1;
    count.records += sent.records;
    count.bytes += sent.bytes;
    count.at = now;
    // What was refused by a limit is not held against anybody a second time; frames come by themselves, one a second at most.
    if (sent.result === 'limited' || sent.dataset.startsWith(LIVE_DATASET)) return;
    const used = this.usedToday(sent.client, now);
    used.requests += 1;
    used.bytes += sent.bytes;
  }

  /** What this run gave a program in the day of Taipei that holds `now`. */
  usedOn(client: string, now: number): Used {
    return this.usedToday(client, now);
  }

  /** Lines that say more than what is stored, as they are now. */
  unstored(): TransmissionCount[] {
    return [...this.lines.values()].flatMap(({ count, stored }) => (count.requests > stored ? [{ ...count }] : []));
  }

  /** These are stored. Lines of hours that are over are let go: nothing is added to them any more. */
  noteStored(counts: readonly TransmissionCount[], now: number): void {
    for (const count of counts) {
      const line = this.lines.get(keyOf(count, count.hour));
      if (line) line.stored = Math.max(line.stored, count.requests);
    }
    const open = now - (now % HOUR_MS);
    for (const [key, { count, stored }] of this.lines)
      if (count.hour < open && count.requests === stored) this.lines.delete(key);
    const day = taipeiDayOf(now);
    for (const [client, used] of this.today) if (used.day < day) this.today.delete(client);
  }

  private line(sent: Sent, hour: number): Line {
    const known = this.lines.get(keyOf(sent, hour));
    if (known) return known;
    const isFull = this.lines.size >= this.most;
    const named = isFull ? { ...sent, client: OTHERS, dataset: OTHERS } : sent;
    const { client, county, dataset, result } = named;
    const count = { run: this.run, hour, client, county, dataset, result, requests: 0, records: 0, bytes: 0, at: 0 };
    const line = (isFull && this.lines.get(keyOf(named, hour))) || { count, stored: 0 };
    this.lines.set(keyOf(named, hour), line);
    return line;
  }

  private usedToday(client: string, now: number): { day: number; requests: number; bytes: number } {
    const day = taipeiDayOf(now);
    const known = this.today.get(client);
    if (known?.day === day) return known;
    const fresh = { day, requests: 0, bytes: 0 };
    this.today.set(client, fresh);
    return fresh;
  }
}

type Named = Pick<TransmissionCount, 'client' | 'county' | 'dataset' | 'result'>;

function keyOf({ client, county, dataset, result }: Named, hour: number): string {
  return `${hour}\n${county}\n${dataset}\n${result}\n${client}`;
}
