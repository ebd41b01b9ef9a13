import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Real records of other people's sensors, read from beside the repository, where they are not copied because their
 * licences differ.
 */
const CORPUS = join(import.meta.dirname, '../../../../shared/data/corpus');

/** One record as its sensor wrote it. */
export interface RealRecord {
  readonly id: string;
  /** Where it comes from: `sc4s-rendered` records have a constant host and time filled in. */
  readonly source: string;
  readonly raw: string;
  /** What somebody else's parser makes of it, or null. An opinion, not the truth. */
  readonly expected: Readonly<Record<string, unknown>> | null;
}

/** All real records of a format; none, and a loud word on standard error, where they are not there. */
export function realRecords(format: string): readonly RealRecord[] {
  const file = join(CORPUS, format, 'cases.ndjson');
  if (!existsSync(file)) {
    process.stderr.write(`\nSKIPPED: no real records at ${file}\n\n`);
    return [];
  }
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as RealRecord);
}

/** `describe` with the real records of a format as its table rows; skipped where they are not there. */
export function describeReal(format: string, body: (records: readonly RealRecord[]) => void): void {
  const records = realRecords(format);
  if (records.length > 0) describe(`real ${format} records`, () => body(records));
  else describe.skip(`real ${format} records`, () => it('is not there', () => undefined));
}
