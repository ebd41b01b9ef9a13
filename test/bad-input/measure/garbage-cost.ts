import { DuplicateWindow, type ChunkAccount } from '@lianfang/aggregate';
import type { LogRecord } from '@lianfang/platform/kafka';
import { fetchedTogether, logRecord, openAccount, takeRecord } from '../collector-in-memory';
import { SPELLINGS, WHOLE } from '../spellings';
import { GROUPS } from '../table/every-group';
import { EVENT_TIME } from './hold-up';

/** Of ten records one is garbage. */
const GARBAGE_EVERY = 10;
const RECORDS = 4_000;
/** How often the fastest load is taken in one measurement: the system counts processor time in steps of some milliseconds. */
const REPEATS_OF_FASTEST = 12;
const WARM_ROUNDS = 12;
/** Garbage of usual size: what is too large is refused at once, and costs less. */
const LARGEST = 4_096;

/** What records cost without and with garbage among them. */
export interface GarbageCost {
  readonly load: string;
  /** Median, in microseconds of a processor for a record, from its bytes to its account and its dead letter. */
  readonly without: number;
  readonly including: number;
  /** Median of the ratios of pairs that were measured one after the other. */
  readonly ratio: number;
}

/** Measures two loads: EVE, the fastest, and lines of all formats. */
export function garbageCosts(pairs: number): readonly GarbageCost[] {
  const all = SPELLINGS.map(({ name }) => name);
  return [
    measure({ load: 'EVE', names: ['suricata'], repeats: REPEATS_OF_FASTEST }, pairs),
    measure({ load: 'all formats', names: all, repeats: 1 }, pairs),
  ];
}

interface Load {
  readonly load: string;
  readonly names: readonly string[];
  readonly repeats: number;
}

function measure({ load, names, repeats }: Load, pairs: number): GarbageCost {
  const events = Array.from({ length: RECORDS }, (_unused, index) => good(names, index));
  const clean = fetchedTogether(events);
  const mixed = fetchedTogether(withGarbage(events, names));
  // A collector runs for months: what is measured is compiled.
  for (let round = 0; round < WARM_ROUNDS; round += 1) for (const records of [clean, mixed]) costOf(records, repeats);
  // The other order every time, so that neither side has the warmer caches.
  const costs = Array.from({ length: pairs }, (_unused, index) => {
    const first = costOf(index % 2 === 0 ? clean : mixed, repeats);
    const second = costOf(index % 2 === 0 ? mixed : clean, repeats);
    return index % 2 === 0 ? { without: first, including: second } : { without: second, including: first };
  });
  return {
    load,
    without: median(costs.map(({ without }) => without)),
    including: median(costs.map(({ including }) => including)),
    ratio: median(costs.map(({ without, including }) => including / without)),
  };
}

/** Events that differ in flow, source and port, of sixteen sensors. */
function good(names: readonly string[], index: number): LogRecord {
  const spellings = SPELLINGS.filter(({ name }) => names.includes(name));
  const fields = { ...WHOLE, src: `203.0.${index % 200}.${index % 250}`, srcPort: 1_024 + index };
  const line = spellings[index % spellings.length]?.line(EVENT_TIME, fields) ?? '';
  return asSent(line.replace('1187233441557321', String(1e15 + index)), index);
}

function asSent(value: Buffer | string | null, index: number, headers?: LogRecord['headers']): LogRecord {
  const key = Buffer.from(`sensor-${index % 16}`);
  return logRecord(value, { offset: index, logTime: EVENT_TIME + 5_000, key, ...(headers && { headers }) });
}

/**
 * What the table says must be rejected of the same sensors, beside what is no record of anybody: garbage of sensors that cost
 * ten times as much says nothing of these. All kinds come, like ones one after the other: a sensor that broke sends the same
 * fault again.
 */
function garbageOf(names: readonly string[]) {
  const records = GROUPS.flatMap((group) => group.records(EVENT_TIME).map((input) => ({ ...input, item: group.item })));
  return records
    .filter(({ wanted, value }) => 'rejected' in wanted && (value?.length ?? 0) <= LARGEST)
    .filter(({ item, name }) => item === 'B1' || names.some((sensor) => name.startsWith(sensor)))
    .map(({ value, headers }) => ({ value, headers }));
}

function withGarbage(records: readonly LogRecord[], names: readonly string[]): LogRecord[] {
  const garbage = garbageOf(names);
  return records.map((record, index) => {
    if (index % GARBAGE_EVERY !== 0) return record;
    const { value = null, headers } = garbage[(index / GARBAGE_EVERY) % garbage.length] ?? {};
    return asSent(value, index, headers);
  });
}

function costOf(records: readonly LogRecord[], repeats: number): number {
  const before = process.threadCpuUsage();
  for (let times = 0; times < repeats; times += 1) takeAll(records, openAccount(), new DuplicateWindow(65_536));
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / (records.length * repeats);
}

/** By itself, so that it stays compiled from one measurement to the next. */
function takeAll(records: readonly LogRecord[], chunk: ChunkAccount, duplicates: DuplicateWindow): void {
  for (const record of records) takeRecord(record, chunk, duplicates);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
