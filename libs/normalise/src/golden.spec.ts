import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createNormaliser } from './normaliser';
import type { SensorClock } from './sensor-clock';

/** One file: a record (object) or line (text) of a sensor, and what must become of it. */
interface GoldenCase {
  readonly about: string;
  readonly record?: unknown;
  readonly line?: string;
  /** What is known of the sensor's clock; UTC and a log time of 1 January 2026 without. */
  readonly clock?: SensorClock;
  readonly expected?: unknown;
}

const normaliser = createNormaliser();
/** Frozen: what an earlier release began is finished as it began. */
const first = createNormaliser({ version: '1:ecs+suricata' });

describe.each(normaliser.formats)('golden files of %s', (format) => {
  const folder = join(__dirname, format, 'golden');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

  it.each(files)('%s', (file) => {
    const path = join(folder, file);
    const golden = JSON.parse(readFileSync(path, 'utf8')) as GoldenCase;
    const line = golden.line ?? JSON.stringify(golden.record);
    const read = (text: string, name?: string) => normaliser.read(text, name, golden.clock);
    const stated = read(line, format);
    const reading: unknown = stated.ok ? stated.value : stated.error;
    // GOLDEN=write takes what the code says now: look at the difference before you commit it.
    if (process.env['GOLDEN'] === 'write' && !isDeepStrictEqual(reading, golden.expected)) {
      writeFileSync(path, `${JSON.stringify({ ...golden, expected: reading }, null, 2)}\n`);
      return;
    }
    expect(reading).toEqual(golden.expected);
    // What a format reads when it is stated, it also recognises.
    expect(read(line)).toEqual(stated);
    if (first.formats.includes(format)) expect(first.read(line, format)).toEqual(stated);
  });
});
