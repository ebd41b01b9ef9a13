import kafkajs, { type Kafka } from 'kafkajs';
import { alertOf } from './source-file';

const BLOCK = 10 * 60_000;
const PARTITIONS = 2;
const PER_BLOCK = 400;
/** Of one block and partition: those, two by text, six sent again, one that nobody can read. */
export const RECORDS_OF_BLOCK = PER_BLOCK + 9;
/** Blocks of ten minutes of log time. */
const BLOCKS = 13;
/** Edition 1 of the normaliser reads JSON only. */
const CEF = 'CEF:0|Trend Micro|TippingPoint|1|7610|LF test exploit|8|act=Block proto=TCP dpt=443';

/** One record of the log and what must become of it, by the rules of the issue and not by our code. */
export interface LoggedEvent {
  /** When the log took it; milliseconds. */
  readonly logTime: number;
  /** When it happened. */
  readonly time: number;
  /** Second part of the attacked address 10.N.3.4. */
  readonly network: number;
  readonly value: string;
  readonly outcome: 'counted' | 'duplicate' | 'rejected';
}

/** A range of log time, milliseconds; `from` included, `to` not. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Blocked events by county. */
export type Counts = Readonly<Record<string, number>>;

export const NEW_TAIPEI = '65000';
export const TAIPEI = '63000';
export const TAOYUAN = '68000';

/** The county of 10.N.3.4 in the demonstration's directory: one /13 each, in its order. 10.8.0.0/16 is corrected to Taipei. */
export function countyOf(network: number, isCorrected: boolean): string {
  if (network === 8 && isCorrected) return TAIPEI;
  return [NEW_TAIPEI, TAIPEI, TAOYUAN][Math.floor((network - 8) / 8)] ?? 'unlocated';
}

/** What was logged in the range is located by the corrected directory, all else by the old one. */
export function expectedCounts(events: readonly LoggedEvent[], corrected?: Range): Counts {
  const counts: Record<string, number> = { [NEW_TAIPEI]: 0, [TAIPEI]: 0, [TAOYUAN]: 0 };
  for (const { logTime, network, outcome } of events) {
    if (outcome !== 'counted') continue;
    const county = countyOf(network, corrected !== undefined && logTime >= corrected.from && logTime < corrected.to);
    counts[county] = (counts[county] ?? 0) + 1;
  }
  return counts;
}

/** A log of the last two hours, whose records carry the times at which they would have been appended. */
export class PastLog {
  readonly events: LoggedEvent[] = [];
  /** All of it. */
  readonly range: Range;
  private index = 0;
  private readonly lastOf = new Map<number, LoggedEvent>();

  constructor(now: number) {
    const to = Math.floor(now / BLOCK) * BLOCK;
    this.range = { from: to - BLOCKS * BLOCK, to };
  }

  /** Records that nobody can read. */
  get unreadable(): number {
    return this.events.filter(({ outcome }) => outcome === 'rejected').length;
  }

  /** Log times of whole blocks: `first` included, `end` not. */
  blocks(first: number, end: number): Range {
    return { from: this.range.from + first * BLOCK, to: this.range.from + end * BLOCK };
  }

  /** Events of one moment, each of its own flow. */
  make(count: number, logTime: number): LoggedEvent[] {
    return Array.from({ length: count }, () => {
      this.index += 1;
      const network = 8 + (this.index % 24);
      const value = alertOf({ index: this.index, source: `203.0.113.${this.index % 250}`, network, time: logTime });
      return { logTime, time: logTime, network, value, outcome: 'counted' };
    });
  }

  /** Writes the past into a new topic, which stamps records itself from then on. */
  async write(kafka: Kafka, topic: string): Promise<void> {
    const [admin, producer] = [kafka.admin(), kafka.producer()];
    await Promise.all([admin.connect(), producer.connect()]);
    const setting = (value: string) => [{ name: 'message.timestamp.type', value }];
    const plan = { topic, numPartitions: PARTITIONS, configEntries: setting('CreateTime') };
    await admin.createTopics({ waitForLeaders: true, topics: [plan] });
    for (let block = 0; block < BLOCKS; block += 1) {
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        const events = this.blockOf(block, partition);
        const key = `sensor-${partition}`;
        const messages = events.map(({ value, logTime }) => ({ partition, key, value, timestamp: String(logTime) }));
        await producer.send({ topic, messages });
        this.events.push(...events);
      }
    }
    const { TOPIC } = kafkajs.ConfigResourceTypes;
    const resources = [{ type: TOPIC, name: topic, configEntries: setting('LogAppendTime') }];
    await admin.alterConfigs({ validateOnly: false, resources });
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }

  /**
   * Each block has an event of the block before once more (so whoever counts it alone must have looked there), lines that only
   * the newer normaliser reads, a few sent again, and one that nobody can read.
   */
  private blockOf(block: number, partition: number): LoggedEvent[] {
    const start = this.range.from + block * BLOCK;
    const step = Math.floor(BLOCK / PER_BLOCK);
    const fresh = Array.from({ length: PER_BLOCK }, (_, at) => this.make(1, start + at * step)).flat();
    const end = start + BLOCK - step;
    const text = [1, 2].map((at): LoggedEvent => {
      const value = `${CEF} rt=${end} src=203.0.113.9 spt=${4_000 + at} dst=10.16.3.4 externalId=${start}.${at}.${this.index}`;
      return { logTime: end, time: end, network: 16, value, outcome: 'counted' };
    });
    const again = fresh.slice(-5).map((event): LoggedEvent => ({ ...event, logTime: end, outcome: 'duplicate' }));
    const broken = { logTime: end, time: end, network: 8, value: `{"broken ${start}`, outcome: 'rejected' } as const;
    const [first] = fresh;
    const before = this.lastOf.get(partition) ?? first;
    if (!first || !before) throw new Error('A block has events.');
    this.lastOf.set(partition, fresh.at(-1) ?? first);
    const once = { ...before, logTime: first.logTime, outcome: 'duplicate' } as const;
    return [first, once, ...fresh.slice(1), ...text, ...again, broken];
  }
}
