import { readMeasured } from './measured';
import { growthRows, storageRows } from './measured-tables';
import { SIZED_LOADS, sizeOf } from './sizing';
import { sizingTables } from './sizing-tables';

/** What is kept, and what each load needs by it: figures, and the tables of docs/operations/sizing.md. */
export function keptSizing() {
  const measured = readMeasured();
  const sizings = SIZED_LOADS.map((load) => sizeOf(load, measured));
  return { sizings, tables: [...sizingTables(sizings), growthRows(measured.growth), storageRows(measured.storage)] };
}

/** Prints the tables, or all figures as one JSON line. @returns exit code. */
export function printSizing(json: boolean): number {
  const { sizings, tables } = keptSizing();
  process.stdout.write(json ? `${JSON.stringify({ sizings })}\n` : `${tables.join('\n\n')}\n`);
  return 0;
}
