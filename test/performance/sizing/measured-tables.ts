import type { GrowthReport } from '../growth/growth-report';
import type { StorageReport } from '../storage/storage-report';
import type { Spread } from '../measure/ratios';
import { bytes, digits, table } from './sizing-tables';

/** How cost grows, in Markdown. */
export function growthRows({ cells }: GrowthReport): string {
  const head = [
    ...['partitions', 'collectors', 'events a CPU-second', 'over the first', 'events a second', 'over the first'],
    'peak memory of one',
  ];
  const rows = cells.map((cell) => [
    String(cell.partitions),
    String(cell.collectors),
    whole(cell.eventsPerCpuSecond),
    ratio(cell.overFirst.eventsPerCpuSecond),
    whole(cell.eventsPerSecond),
    ratio(cell.overFirst.eventsPerSecond),
    `${cell.peakRssMb} MiB`,
  ]);
  return table(head, rows);
}

/** What was stored of the logs that were played, in Markdown. */
export function storageRows({ cells }: StorageReport): string {
  const head = [
    ...['a second', 'partitions', 'played', 'minute rows a minute', 'bytes of one', 'hour rows', 'evidence of a chunk'],
    ...['sketches of a chunk', 'all, an hour', 'an event'],
  ];
  const rows = cells.map(({ rate, partitions, seconds, records, chunks, families }) => {
    const of = (family: string) => families[family] ?? { documents: 0, bytes: 0 };
    const minutes = of('rows-minute');
    const all = Object.values(families).reduce((sum, one) => sum + one.bytes, 0);
    return [
      rate.toLocaleString('en'),
      String(partitions),
      `${seconds / 60} min`,
      digits((minutes.documents * 60) / seconds),
      String(Math.round(minutes.bytes / minutes.documents)),
      digits(of('rows-hour').documents / Math.max(1, seconds / 3_600)),
      digits(of('evidence').documents / chunks),
      bytes(of('sketches-chunk').bytes / chunks),
      bytes((all * 3_600) / seconds),
      bytes(all / records),
    ];
  });
  return table(head, rows);
}

function whole({ median, min, max }: Spread): string {
  const text = (value: number): string => (Math.round(value / 100) * 100).toLocaleString('en');
  return `${text(median)} (${text(min)} to ${text(max)})`;
}

function ratio({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
}
