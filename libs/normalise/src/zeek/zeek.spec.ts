import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createNormaliser } from '../normaliser';

const { read } = createNormaliser();
const described = createNormaliser({ describesIgnored: true });

function golden(name: string): string {
  const path = join(__dirname, 'golden', `${name}.json`);
  const { line, record } = JSON.parse(readFileSync(path, 'utf8')) as { line?: string; record?: unknown };
  return line ?? JSON.stringify(record);
}

describe('zeek', () => {
  it('reads a row as the JSON of the same notice', () => {
    expect(read(golden('row'))).toEqual(read(golden('notice')));
  });

  it('counts a row that breaks off only as it counts the whole row', () => {
    const row = golden('row-dropped');
    const whole = read(row);
    for (let end = 0; end < row.length; end += 1) {
      const reading = read(row.slice(0, end));
      if (reading.ok) expect(reading).toEqual(whole);
    }
  });

  it('never takes a notice that breaks off for a connection, nor half a port for a port', () => {
    const row = golden('row-conn');
    const ports = Array.from({ length: row.length }, (_, end) => {
      const reading = described.read(row.slice(0, end), 'zeek');
      return reading.ok ? reading.value.event?.destination.port : undefined;
    });
    expect(new Set(ports)).toEqual(new Set([undefined, 443]));
  });

  it('ignores every line that begins with #, where Zeek is stated', () => {
    expect(read('#unknown\tx', 'zeek')).toEqual({ ok: true, value: { kind: 'ignored', what: 'header' } });
    expect(read('#unknown\tx')).toMatchObject({ ok: false, error: { code: 'unknown-format' } });
  });

  it('describes a connection of another log, for those who ask', () => {
    const event = {
      source: { ip: '198.51.100.23', port: 51544 },
      destination: { ip: '203.0.113.80', port: 443 },
      transport: 'tcp',
      disposition: 'detected',
      rule: {},
    };
    for (const name of ['conn', 'row-conn']) {
      expect(described.read(golden(name))).toMatchObject({ ok: true, value: { kind: 'ignored', event } });
    }
    expect(described.read(golden('own-log'))).toEqual({ ok: true, value: { kind: 'ignored', what: 'other' } });
  });

  it('refuses text that is no log of Zeek', () => {
    for (const text of ['hello', '1772673342.123456\thello', 'a\tb\tc\td\te\tf\tg']) {
      expect(read(text, 'zeek')).toMatchObject({ ok: false, error: { code: 'unknown-format' } });
    }
  });

  it('is not slowed by a row of tabs', () => {
    const start = performance.now();
    for (let round = 0; round < 20; round += 1) read(`1772673342.123456\tCabcdefghij\t${'\t'.repeat(262_144)}`);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
