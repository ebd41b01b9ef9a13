import { columns, spread } from '../measure/tables';
import type { GrowthReport } from './growth-report';

/** The report for people. */
export function growthTable({ records, bytesPerRecord, cells, wrong }: GrowthReport): string {
  const head = ['partitions', 'collectors', 'events/s', 'a CPU-second', 'over the first', 'peak MiB', 'bytes stored'];
  const lines = cells.map((cell) => [
    String(cell.partitions),
    String(cell.collectors),
    spread(cell.eventsPerSecond),
    spread(cell.eventsPerCpuSecond),
    spread(cell.overFirst.eventsPerCpuSecond),
    String(cell.peakRssMb),
    spread(cell.storedBytes),
  ]);
  const parts = [`\n${records} records of ${bytesPerRecord} bytes`, columns([head, ...lines])];
  if (wrong.length > 0) parts.push('\nVOID: a figure is wrong.', ...wrong);
  return `${parts.join('\n')}\n`;
}
