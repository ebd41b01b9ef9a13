import type { BenchReport, ContenderReport, RatioReport } from './report';
import type { Spread } from './ratios';
import type { StageTime } from './stages';
import type { Target } from './targets';

/** The report for people. */
export function tableOf({ loads, ratios, endToEnd, targets, wrong }: BenchReport): string {
  const parts = Object.entries(loads).flatMap(([name, { records, bytesPerRecord, compression, contenders }]) => [
    `\n${name}: ${records} records of ${bytesPerRecord} bytes, compression ${compression}`,
    columns([CONTENDER_HEAD, ...Object.entries(contenders).map(([one, report]) => contenderLine(one, report))]),
    `ours over each, in the same round (median, least to most)`,
    columns([
      RATIO_HEAD,
      ...Object.entries(ratios[name as keyof typeof ratios] ?? {}).map(([one, ratio]) => ratioLine(one, ratio)),
    ]),
  ]);
  const { catchUp, fixedRate } = endToEnd;
  if (catchUp) parts.push(`\ncatching up: ${JSON.stringify(catchUp)}`);
  if (fixedRate) parts.push(`at an even rate: ${JSON.stringify(fixedRate)}`);
  parts.push('\ntargets', columns([['', 'target', 'wanted', 'seen', ''], ...targets.map(targetLine)]));
  if (wrong.length > 0) parts.push('\nVOID: a figure is wrong.', ...wrong);
  return `${parts.join('\n')}\n`;
}

/** Where the time goes, for people. */
export function stageTable(load: string, stages: readonly StageTime[]): string {
  const lines = stages.map(({ stage, microsecondsPerEvent, share }) => [
    stage,
    microsecondsPerEvent.toFixed(3),
    `${(share * 100).toFixed(1)} %`,
  ]);
  return `\n${load}\n${columns([['part', 'µs an event', 'of the time'], ...lines])}\n`;
}

const CONTENDER_HEAD = ['', 'events/s', 'a CPU-second', 'peak MiB', 'bytes an event', 'wrong'];
const RATIO_HEAD = ['', 'events/s', 'a CPU-second', 'times fewer bytes'];

function contenderLine(name: string, report: ContenderReport): string[] {
  const { eventsPerSecond, eventsPerCpuSecond, peakRssMb, bytesPerEvent, differences } = report;
  return [
    name,
    spread(eventsPerSecond),
    spread(eventsPerCpuSecond),
    String(peakRssMb),
    bytesPerEvent ? spread(bytesPerEvent) : '-',
    differences === null ? '-' : String(differences),
  ];
}

function ratioLine(name: string, { eventsPerSecond, eventsPerCpuSecond, bytesPerEvent }: RatioReport): string[] {
  return [name, spread(eventsPerSecond), spread(eventsPerCpuSecond), bytesPerEvent ? spread(bytesPerEvent) : '-'];
}

function targetLine({ kind, name, wanted, seen, met }: Target): string[] {
  const verdict = met === null ? 'not measured' : met ? 'met' : 'MISSED';
  return [kind, name, wanted, seen === null ? '-' : String(Number(seen.toPrecision(4))), verdict];
}

/** `2 (1 to 3)` */
export function spread({ median, min, max }: Spread): string {
  return `${median} (${min} to ${max})`;
}

/** Columns that stand under each other. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n');
}
