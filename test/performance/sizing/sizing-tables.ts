import { ASSUMED, type FamilySize, type Sizing } from './sizing';

/** What each load needs, and what is stored of it in a month, in Markdown. */
export function sizingTables(sizings: readonly Sizing[]): string[] {
  return [
    table(['', ...sizings.map(({ name }) => name)], needRows(sizings)),
    table(['of a month, one copy', ...sizings.map(({ name }) => name), 'kept'], familyRows(sizings)),
  ];
}

type Line = readonly [label: string, value: (sizing: Sizing) => string];

const NEEDS: readonly Line[] = [
  ['threat events a second, average', ({ rate }) => rate.toLocaleString('en')],
  [`at the peak (${ASSUMED.peakFactor} times)`, ({ peakRate }) => peakRate.toLocaleString('en')],
  ['**collectors**, one of them to spare', ({ collectors }) => bold(collectors)],
  ['**partitions** of the input topic', ({ partitions }) => bold(partitions)],
  ['cores that all collectors use, average', ({ collectorCores }) => digits(collectorCores)],
  ['the same at the peak', ({ collectorCoresAtPeak }) => digits(collectorCoresAtPeak)],
  ['memory of a collector, highest seen', ({ collectorMemoryMb }) => `${collectorMemoryMb} MiB`],
  [`caught up after ${ASSUMED.hoursDown} h down: all collectors`, ({ catchUp }) => duration(catchUp.all)],
  ['the same with one collector lost', ({ catchUp }) => duration(catchUp.oneLost)],
  ['the same with one collector alone', ({ catchUp }) => duration(catchUp.alone)],
  ['a day rebuilt', ({ rebuildDay }) => duration(rebuildDay)],
  ['**Elasticsearch nodes**', ({ elasticsearchNodes }) => bold(elasticsearchNodes)],
  [
    `cores that Elasticsearch uses for ${ASSUMED.elasticsearchCopies} copies, average`,
    ({ elasticsearchCores }) => digits(elasticsearchCores),
  ],
  ['**Elasticsearch disk** a month, one copy, merged', ({ bytesPerMonth }) => bold(bytes(bytesPerMonth))],
  [
    `Elasticsearch disk after ${ASSUMED.years} years, ${ASSUMED.elasticsearchCopies} copies, as they lie`,
    ({ elasticsearchBytes }) => bytes(elasticsearchBytes),
  ],
  [
    'written to the disk of Elasticsearch, a copy, a day',
    ({ elasticsearchDiskWrites }) => bytes(elasticsearchDiskWrites * 86_400),
  ],
  [
    `Kafka disk, ${ASSUMED.logDays} days, ${ASSUMED.kafkaCopies} copies, uncompressed`,
    ({ kafka }) => bytes(kafka.inputBytes),
  ],
  ['the same where senders compress with zstd', ({ kafka }) => bytes(kafka.inputBytesZstd)],
  [`Kafka disk for dead letters, ${ASSUMED.rejectedPart * 100} % rejected`, ({ kafka }) => bytes(kafka.rejectedBytes)],
  ['Kafka disk for `rows.live`', ({ kafka }) => bytes(kafka.rowsLiveBytes)],
  ['network: senders to Kafka, uncompressed', ({ network }) => bits(network.toKafka)],
  ['network: between brokers', ({ network }) => bits(network.betweenBrokers)],
  ['network: into all collectors', ({ network }) => bits(network.collectorsRead)],
  ['network: from all collectors', ({ network }) => bits(network.collectorsWrite)],
];

function needRows(sizings: readonly Sizing[]): string[][] {
  return NEEDS.map(([label, value]) => [label, ...sizings.map(value)]);
}

const NAMES: Readonly<Record<string, string>> = {
  'rows-minute': 'minute rows',
  'rows-hour': 'hour rows',
  'rows-day': 'day rows',
  'sketches-chunk': 'sketches by chunk',
  'sketches-hour': 'sketches by hour',
  evidence: 'evidence, at most',
  ledger: 'ledger',
  pin: 'pins',
};

function familyRows(sizings: readonly Sizing[]): string[][] {
  const [first] = sizings;
  return (first?.families ?? []).map(({ family, keepDays }) => [
    NAMES[family] ?? family,
    ...sizings.map(({ families }) => familyCell(families.find((one) => one.family === family))),
    keepDays === Infinity ? 'for ever' : `${keepDays} days`,
  ]);
}

function familyCell(size: FamilySize | undefined): string {
  return size ? `${count(size.documentsPerMonth)}, ${bytes(size.bytesPerMonth)}` : '–';
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function bold(value: number | string): string {
  return `**${value}**`;
}

const STEP = 1_000;

/** Two digits that mean something, with a decimal unit. */
function scaled(value: number, units: readonly string[]): string {
  let rest = value;
  let unit = 0;
  while (rest >= STEP && unit < units.length - 1) {
    rest /= STEP;
    unit += 1;
  }
  return `${digits(rest)} ${units[unit] ?? ''}`.trim();
}

/** Two digits that mean something. */
export function digits(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 6 });
}

export function bytes(value: number): string {
  return scaled(value, ['B', 'kB', 'MB', 'GB', 'TB', 'PB']);
}

function bits(bytesPerSecond: number): string {
  return scaled(bytesPerSecond * 8, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s']);
}

function count(value: number): string {
  return scaled(value, ['', 'thousand', 'million', 'billion']);
}

/** @param seconds below 0: never. */
export function duration(seconds: number): string {
  if (seconds < 0) return 'never';
  if (seconds < 60) return `${digits(seconds)} s`;
  if (seconds < 3_600) return `${digits(seconds / 60)} min`;
  return `${digits(seconds / 3_600)} h`;
}
