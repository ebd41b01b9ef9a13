import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEVERITIES } from '@lianfang/contract';
import { createNormaliser } from './normaliser';
import { onScale, type SeverityScale } from './severity-scale';
import { SEVERITY_SCALES } from './severity-scales';

const PAGE = join(__dirname, '../../../docs/severity.md');
const SCALES: readonly (readonly [string, SeverityScale])[] = Object.entries(SEVERITY_SCALES);

/** The worst first, as people look for it. */
const STEPS = [...SEVERITIES].reverse();

function rangesOf({ numbers = [] }: SeverityScale, step: string): string[] {
  const ranges = numbers.filter(([, , severity]) => severity === step);
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`));
}

function wordsOf({ words = {} }: SeverityScale, step: string): string[] {
  return Object.keys(words).filter((word) => words[word] === step);
}

function rowOf([format, scale]: readonly [string, SeverityScale]): string {
  const steps = STEPS.map((step) => [...rangesOf(scale, step), ...wordsOf(scale, step)].join(', '));
  const cells = [format, scale.field, ...steps, scale.unstated];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function page(): string {
  const header = ['format', 'where the vendor writes it', ...STEPS, 'not stated, or not known'];
  const rows = [...SCALES].sort(([one], [other]) => one.localeCompare(other, 'en')).map(rowOf);
  return [
    '# Severity',
    '',
    'What each vendor’s severity becomes on ours. A vendor’s own number is kept beside it (`event.severity`); words are read in any',
    'case. This page is made of `libs/normalise/src/severity-scales.ts`, by which records are read; a test compares the two.',
    '',
    `| ${header.join(' | ')} |`,
    `|${header.map(() => '---').join('|')}|`,
    ...rows,
    '',
    'Rewrite it after a change: `GOLDEN=write npx jest libs/normalise/src/severity-page`.',
    '',
  ].join('\n');
}

describe('docs/severity.md', () => {
  it('shows the scales by which records are read', () => {
    if (process.env['GOLDEN'] === 'write') writeFileSync(PAGE, page());
    expect(readFileSync(PAGE, 'utf8')).toBe(page());
  });

  it('has a row for every format', () => {
    expect(SCALES.map(([format]) => format)).toEqual(expect.arrayContaining([...createNormaliser().formats]));
  });
});

describe('the scales', () => {
  it.each(SCALES)('of %s do not overlap and have words in lower case', (_format, scale) => {
    const steps = [...(scale.numbers ?? [])].sort(([one], [other]) => one - other);
    steps.forEach(([from, to], place) => {
      expect(from).toBeLessThanOrEqual(to);
      expect(steps[place - 1]?.[1] ?? Number.NEGATIVE_INFINITY).toBeLessThan(from);
    });
    for (const word of Object.keys(scale.words ?? {})) expect(word).toBe(word.toLowerCase());
  });

  /** Suricata and ECS were read before this table was, and are frozen: it must say what they do. */
  it.each([
    ['suricata', (severity: unknown) => ({ event_type: 'alert', timestamp: 1, alert: { signature: 'x', severity } })],
    ['ecs', (severity: unknown) => ({ '@timestamp': 1, event: { kind: 'alert', severity } })],
  ] as const)('of %s are what its reader does', (format, record) => {
    const { read } = createNormaliser();
    const scale: SeverityScale = SEVERITY_SCALES[format];
    const values = [...Object.keys(scale.words ?? {}), ...(scale.numbers ?? []).flatMap(([from, to]) => [from, to])];
    for (const value of values) {
      const event = { severity: onScale(scale, value) };
      expect(read(JSON.stringify(record(value)), format)).toMatchObject({ ok: true, value: { event } });
    }
  });
});
