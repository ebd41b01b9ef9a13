import { indexNames } from '@lianfang/contract';
import { RETENTION_FAMILIES } from '@lianfang/store';
import type { StorageCellReport } from '../storage/storage-report';
import type { Measured } from './measured';

/** A load to be sized for. */
export interface SizedLoad {
  readonly name: string;
  /** Threat events a second, averaged over a month. */
  readonly rate: number;
  /** Of the input topic; decided, as they can't be lowered later. */
  readonly partitions: number;
}

/**
 * 1.3 billion a month, ten and a hundred times of it. Twelve partitions are shared evenly by 1, 2, 3, 4, 6 and 12 collectors, and leave a
 * chunk four minutes at a hundred times the rate, before its offsets are used up.
 */
export const SIZED_LOADS: readonly SizedLoad[] = [
  { name: 'national', rate: 501, partitions: 4 },
  { name: '10 times', rate: 5_010, partitions: 4 },
  { name: '100 times', rate: 50_100, partitions: 12 },
];

/** What is decided and not measured; docs/operations/sizing.md says why. */
export const ASSUMED = {
  /** The busiest minute over the mean, rounded up. */
  peakFactor: 3,
  /** Part of what a collector has shown that is planned with. */
  usedPart: 0.7,
  elasticsearchCopies: 2,
  kafkaCopies: 3,
  logDays: 7,
  /** `rows.live` keeps two hours, and the segment that is being written. */
  rowsLiveHours: 2.5,
  rejectedPart: 0.01,
  hoursDown: 8,
  /** After which disk is looked at: what is kept for ever has grown so far. */
  years: 2,
  nodeDiskBytes: 1e12,
  /** Of a node's disk; Elasticsearch moves shards away from 85 % on. */
  diskPart: 0.7,
  leastNodes: 3,
} as const;

/** Part of what was appended that a collector must have read; some of it may be under way. */
const KEPT_UP = 0.95;
const DAY_S = 86_400;
const MONTH_DAYS = 30;
const MONTH_S = MONTH_DAYS * DAY_S;
/** A chunk ends at each of these. */
const CHUNK_S = 600;
const CHUNK_OFFSETS = 2 ** 20;
/** LIANFANG_EVIDENCE_PER_CHUNK */
const EVIDENCE_PER_CHUNK = 2_000;

/** What a family of documents takes, one copy, merged. */
export interface FamilySize {
  readonly family: string;
  readonly documentsPerMonth: number;
  readonly bytesPerMonth: number;
  /** Days that it is kept; Infinity: for ever. */
  readonly keepDays: number;
}

/** What a load needs. Bytes are bytes, rates are a second, time is seconds. */
export interface Sizing extends SizedLoad {
  readonly peakRate: number;
  /** Enough for the peak, and one to spare. */
  readonly collectors: number;
  /** All collectors together: measured at the average; at the peak by what each further event takes. */
  readonly collectorCores: number;
  readonly collectorCoresAtPeak: number;
  readonly collectorMemoryMb: number;
  /** To the end of the log after the hours down, at the average rate: with all collectors, with one less, and with one alone. */
  readonly catchUp: { readonly all: number; readonly oneLost: number; readonly alone: number };
  /** Counting one day again. */
  readonly rebuildDay: number;
  readonly families: readonly FamilySize[];
  readonly bytesPerMonth: number;
  /** All copies, as they lie, after the years. */
  readonly elasticsearchBytes: number;
  readonly elasticsearchCores: number;
  readonly elasticsearchNodes: number;
  /** One copy, a second, at the average. */
  readonly elasticsearchDiskWrites: number;
  readonly kafka: {
    readonly inputBytes: number;
    readonly inputBytesZstd: number;
    readonly rejectedBytes: number;
    readonly rowsLiveBytes: number;
  };
  /** Bytes a second at the average. */
  readonly network: {
    readonly toKafka: number;
    readonly betweenBrokers: number;
    readonly collectorsRead: number;
    readonly collectorsWrite: number;
  };
}

/** Computes what a load needs from what was measured. @throws LF-BENCH-SIZING where its cell was not. */
export function sizeOf({ name, rate, partitions }: SizedLoad, measured: Measured): Sizing {
  const peakRate = rate * ASSUMED.peakFactor;
  const { perSecond, perCpuSecond, memoryMb } = oneCollector(measured);
  const collectors = Math.ceil(peakRate / (perSecond * ASSUMED.usedPart)) + 1;
  requireEnough(partitions, collectors);
  const cell = required(measured.storage.cells, { rate, partitions });
  const even = required(measured.evenRates.rates, { rate, partitions });
  requireUpToDate(even, measured.storage.record);
  const families = familySizes(cell);
  const backlog = rate * ASSUMED.hoursDown * 3_600;
  const catchUpWith = (count: number): number => backlog / (count * perSecond - rate);
  const elasticsearchBytes = bytesAfterYears(families) * ASSUMED.elasticsearchCopies * lyingOverMerged(measured);
  const recordRate = cell.records / cell.seconds;
  const { inLog, inLogZstd } = measured.storage.record;
  const logSeconds = ASSUMED.logDays * DAY_S * ASSUMED.kafkaCopies;
  return {
    ...{ name, rate, peakRate, collectors, partitions, families, elasticsearchBytes },
    collectorCores: even.coreShare.collector,
    collectorCoresAtPeak: even.coreShare.collector + (peakRate - rate) / perCpuSecond,
    collectorMemoryMb: Math.max(memoryMb, even.peakRssMb.collector),
    catchUp: { all: catchUpWith(collectors), oneLost: catchUpWith(collectors - 1), alone: catchUpWith(1) },
    rebuildDay: (rate * DAY_S) / perSecond,
    bytesPerMonth: families.reduce((sum, { bytesPerMonth }) => sum + bytesPerMonth, 0),
    elasticsearchCores: even.coreShare.elasticsearch * ASSUMED.elasticsearchCopies,
    elasticsearchNodes: nodesFor(elasticsearchBytes),
    elasticsearchDiskWrites: even.diskBytesPerSecond.elasticsearch,
    kafka: {
      inputBytes: recordRate * inLog * logSeconds,
      inputBytesZstd: recordRate * inLogZstd * logSeconds,
      rejectedBytes: recordRate * ASSUMED.rejectedPart * inLog * logSeconds,
      rowsLiveBytes: even.rowsLiveBytesPerSecond * ASSUMED.rowsLiveHours * 3_600 * ASSUMED.kafkaCopies,
    },
    network: {
      toKafka: recordRate * inLog,
      betweenBrokers: recordRate * inLog * (ASSUMED.kafkaCopies - 1),
      collectorsRead: even.collectorBytesPerSecond.read,
      collectorsWrite: even.collectorBytesPerSecond.written,
    },
  };
}

/** Sensors are unequal, so a collector needs two partitions at least to have its part. */
function requireEnough(partitions: number, collectors: number): void {
  if (partitions >= 2 * collectors) return;
  throw new Error(
    `LF-BENCH-SIZING: ${partitions} partitions are too few for ${collectors} collectors. Give the load more in SIZED_LOADS.`,
  );
}

/** Who falls behind works less a second than the load asks for: then less was read than was appended. */
function requireUpToDate(
  { rate, recordsPerSecond, collectorBytesPerSecond: { read } }: Measured['evenRates']['rates'][number],
  { inLog }: Measured['storage']['record'],
): void {
  if (read >= recordsPerSecond * inLog * KEPT_UP) return;
  throw new Error(
    `LF-BENCH-SIZING: at ${rate} a second the collector read ${Math.round(read)} bytes a second, less than were appended, so what it ` +
      'used means nothing. Run the bench with --even-rates where nothing else is at work.',
  );
}

/** Of the cell that `npm start` is like. */
function oneCollector({ growth }: Measured): { perSecond: number; perCpuSecond: number; memoryMb: number } {
  const cell = growth.cells.find(({ partitions, collectors }) => partitions === 4 && collectors === 1);
  if (!cell) throw new Error('LF-BENCH-SIZING: growth was not measured. Run `npm run bench -- --growth`.');
  const memoryMb = Math.max(...growth.cells.map(({ peakRssMb }) => peakRssMb));
  return { perSecond: cell.eventsPerSecond.median, perCpuSecond: cell.eventsPerCpuSecond.median, memoryMb };
}

interface Place {
  readonly rate: number;
  readonly partitions: number;
}

function required<T extends Place>(cells: readonly T[], { rate, partitions }: Place): T {
  const found = cells.find((cell) => cell.rate === rate && cell.partitions === partitions);
  if (found) return found;
  throw new Error(
    `LF-BENCH-SIZING: ${rate} a second in ${partitions} partitions was not measured. ` +
      'Add it to STORAGE_CELLS and EVEN_RATES, and run the bench with --storage and --even-rates.',
  );
}

/** Chunks of a month: one each ten minutes, and one each 2^20 offsets, in every partition. */
function chunksPerMonth({ records, seconds, partitions }: StorageCellReport): number {
  return partitions * MONTH_S * (1 / CHUNK_S + records / seconds / partitions / CHUNK_OFFSETS);
}

/** How often a month has what the documents of a family are made for. */
function familySizes(cell: StorageCellReport): FamilySize[] {
  const hours = (MONTH_DAYS * 24) / Math.max(1, cell.seconds / 3_600);
  const chunks = chunksPerMonth(cell) / cell.chunks;
  const { minutes, hours: hourRows, days, chunkSketches, hourSketches, evidence } = RETENTION_FAMILIES;
  return [
    sizeFamily(cell, 'rowsMinute', { times: MONTH_S / cell.seconds, keepDays: minutes.keepDays }),
    sizeFamily(cell, 'rowsHour', { times: hours, keepDays: hourRows.keepDays }),
    sizeFamily(cell, 'rowsDay', { times: MONTH_DAYS, keepDays: days.keepDays }),
    sizeFamily(cell, 'sketchesChunk', { times: chunks, keepDays: chunkSketches.keepDays }),
    sizeFamily(cell, 'sketchesHour', { times: hours, keepDays: hourSketches.keepDays }),
    mostEvidence(cell, evidence.keepDays),
    sizeFamily(cell, 'ledger', { times: chunks, keepDays: Infinity }),
    sizeFamily(cell, 'pin', { times: chunks, keepDays: Infinity }),
  ];
}

function sizeFamily(
  cell: StorageCellReport,
  index: keyof ReturnType<typeof indexNames>,
  { times, keepDays }: { readonly times: number; readonly keepDays: number },
): FamilySize {
  const family = indexNames('')[index].slice(1);
  const { documents, bytes } = cell.families[family] ?? { documents: 0, bytes: 0 };
  return { family, keepDays, documentsPerMonth: documents * times, bytesPerMonth: bytes * times };
}

/** As if each chunk filled its quota: a short log has not. */
function mostEvidence(cell: StorageCellReport, keepDays: number): FamilySize {
  const { documents, bytes } = cell.families['evidence'] ?? { documents: 1, bytes: 0 };
  const documentsPerMonth = chunksPerMonth(cell) * EVIDENCE_PER_CHUNK;
  return { family: 'evidence', keepDays, documentsPerMonth, bytesPerMonth: (documentsPerMonth * bytes) / documents };
}

function bytesAfterYears(families: readonly FamilySize[]): number {
  const most = ASSUMED.years * 365;
  return families.reduce(
    (sum, { bytesPerMonth, keepDays }) => sum + (bytesPerMonth * Math.min(keepDays, most)) / MONTH_DAYS,
    0,
  );
}

/** How much more lies there than the documents need: what was replaced and is not merged away yet. */
export function lyingOverMerged({ liveHour }: Pick<Measured, 'liveHour'>): number {
  const all = Object.values(liveHour.families);
  const sum = (which: 'lying' | 'merged'): number => all.reduce((total, one) => total + one[which], 0);
  return sum('lying') / sum('merged');
}

/** Enough that all copies fit where one is lost. */
function nodesFor(bytes: number): number {
  return Math.max(ASSUMED.leastNodes, Math.ceil(bytes / (ASSUMED.nodeDiskBytes * ASSUMED.diskPart)) + 1);
}
