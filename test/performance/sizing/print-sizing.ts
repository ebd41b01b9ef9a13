import { readMeasured } from './measured';
import { SIZED_LOADS, sizeOf, type Sizing } from './sizing';
import { sizingTables } from './sizing-tables';

/** What each load needs, from the figures that are kept. */
export function keptSizings(): Sizing[] {
  const measured = readMeasured();
  return SIZED_LOADS.map((load) => sizeOf(load, measured));
}

/** Prints the tables of docs/operations/sizing.md, or all figures as one JSON line. @returns exit code. */
export function printSizing(json: boolean): number {
  const sizings = keptSizings();
  process.stdout.write(json ? `${JSON.stringify({ sizings })}\n` : `${sizingTables(sizings)}\n`);
  return 0;
}
