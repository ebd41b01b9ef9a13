import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { faultsOf, type LockFile, type Manifest } from './dependency-rules';

const ROOT = resolve(import.meta.dirname, '../..');
const AUDIT_MS = 120_000;
/** These must be mended before a release; what is less is told. */
const GRAVE = ['high', 'critical'];

interface Advisory {
  readonly name: string;
  readonly severity: string;
}

/** What npm says of known weaknesses in what is handed on; undefined where it could not ask. */
async function weaknesses(): Promise<readonly Advisory[] | undefined> {
  const text = await new Promise<string>((done) => {
    const options = { cwd: ROOT, timeout: AUDIT_MS, maxBuffer: 64 * 1024 * 1024 };
    // It ends with an error where it finds something, and says it all the same.
    execFile('npm', ['audit', '--omit=dev', '--json'], options, (_problem, stdout) => done(stdout));
  });
  try {
    const { vulnerabilities } = JSON.parse(text) as { vulnerabilities?: Record<string, Advisory> };
    return vulnerabilities && Object.values(vulnerabilities);
  } catch {
    return undefined;
  }
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as T;
}

const lock = read<LockFile>('package-lock.json');
const faults = faultsOf(read<Manifest>('package.json'), lock);
for (const fault of faults) process.stdout.write(`${fault}\n`);
const count = Object.keys(lock.packages).length - 1;
process.stdout.write(
  `${count} packages: exact versions, hashes, origin, licences, scripts: ${faults.length === 0 ? 'in order' : `${faults.length} faults`}\n`,
);

const known = await weaknesses();
if (known === undefined) {
  process.stdout.write('NOT CHECKED: known weaknesses. The registry does not answer `npm audit`; ask one that does.\n');
} else {
  for (const { name, severity } of known)
    process.stdout.write(`${name}: a known weakness, ${severity}; see npm audit\n`);
  process.stdout.write(`known weaknesses in what is handed on: ${known.length}\n`);
}
const isGrave = known?.some(({ severity }) => GRAVE.includes(severity)) ?? false;
const mustAsk = process.argv.includes('--strict') && known === undefined;
process.exitCode = faults.length > 0 || isGrave || mustAsk ? 1 : 0;
