import { readFileSync } from 'node:fs';
import type { AuditVerdict, KnownHead } from '@lianfang/access';
import type { AuditFault } from '@lianfang/contract';
import { readAuditVerifyEnvironment } from '../environment';
import { readCommandLine, USAGE } from './command-line';
import { keptHeads } from './kept-heads';
import { verifyServers } from './verify-servers';

/** Exit statuses. */
const WHOLE = 0;
const NOT_WHOLE = 1;
const NOT_LOOKED_AT = 2;

/** What each fault means to a person. */
const MEANING: Readonly<Record<AuditFault['kind'], string>> = {
  missing: 'entries are gone',
  cut: 'the end is gone: the log, or a head that was published, reaches further',
  changed: 'not the bytes that the hash was made of, or filed under what they do not say',
  moved: 'does not hang on the entry before: it, or what stood before it, is another',
  rewritten: 'a head that is known does not fit: something here was written again',
  'unlike-log': 'the log holds other bytes here, or none',
};

const say = (line: string): void => void process.stderr.write(`${line}\n`);
process.exitCode = await main(process.argv.slice(2));

/** The whole command; gives its exit status. */
async function main(args: readonly string[]): Promise<number> {
  const read = readCommandLine(args);
  if (!read.ok) {
    say(`${read.error}\n\n${USAGE}`);
    return NOT_LOOKED_AT;
  }
  if (read.value.kind === 'help') {
    process.stdout.write(USAGE);
    return WHOLE;
  }
  const began = performance.now();
  try {
    const verdict = await verifyServers(readAuditVerifyEnvironment(), headsOf(read.value.heads));
    return tell(verdict, (performance.now() - began) / 1_000);
  } catch (error) {
    say(
      `It could not be looked at, so nothing is known of it. ${error instanceof Error ? error.message : String(error)}`,
    );
    return NOT_LOOKED_AT;
  }
}

/** @throws Error where the file can't be used: heads that are not compared must not pass as compared. */
function headsOf(path: string | undefined): KnownHead[] {
  if (path === undefined) return [];
  const heads = keptHeads(readFileSync(path, 'utf8'));
  if (!heads.ok) throw new Error(`${path}: ${heads.error}`);
  return heads.value;
}

function tell({ entries, head, heads, faults }: AuditVerdict, seconds: number): number {
  for (const { kind, from, to } of faults) {
    say(`${kind}: ${from === to ? `entry ${from}` : `entries ${from} to ${to}`}: ${MEANING[kind]}`);
  }
  say(
    faults.length === 0
      ? `The audit is whole: ${entries} entries, ${heads} heads.`
      : 'The audit is not whole. Change nothing; docs/operations/audit.md says what to do.',
  );
  const figures = { entries, head: head ?? null, heads, faults, seconds: Math.round(seconds * 1_000) / 1_000 };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return faults.length === 0 ? WHOLE : NOT_WHOLE;
}
