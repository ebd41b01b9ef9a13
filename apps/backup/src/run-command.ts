import { elasticsearchReason } from '@lianfang/store';

/** Exit statuses, the same of both commands. */
export const DONE = 0;
const FAILED = 1;
const REFUSED = 2;
const STOPPED = 130;

/** What a person has to put right, in settings or in what they asked. Everything else is a failure. */
const REFUSALS: ReadonlySet<string> = new Set([
  'LF-CONFIG',
  'LF-BACKUP-REPOSITORY',
  'LF-BACKUP-EMPTY',
  'LF-BACKUP-RUNNING',
  'LF-BACKUP-REBUILD',
  'LF-RESTORE-UNKNOWN',
  'LF-RESTORE-NOT-EMPTY',
  'LF-RESTORE-PROGRAMS',
  'LF-RESTORE-TOPIC',
  'LF-USAGE',
]);

/** Wrong arguments. */
export class UsageError extends Error {
  readonly code = 'LF-USAGE';
}

/** Tells the person at the terminal; what a program reads goes to standard output. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs a command to its end; gives its exit status. @param command is told when to stop */
export async function runCommand(command: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stopping.abort(new Error('It was stopped.')));
  }
  try {
    return await command(stopping.signal);
  } catch (error) {
    say(explain(error));
    if (stopping.signal.aborted) return STOPPED;
    return REFUSALS.has(codeOf(error)) ? REFUSED : FAILED;
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return error.message;
  const code = codeOf(error);
  if (code !== '') return `${code}: ${error.message}`;
  if (error.name === 'ResponseError') return elasticsearchReason(error);
  if (error.name === 'ConnectionError') {
    return `LF-ES-AWAY: Elasticsearch does not answer (${error.message}). Look whether it runs, and at ELASTICSEARCH_NODE.`;
  }
  return error.stack ?? error.message;
}

/** Empty where an error is none of ours. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('LF-') ? code : '';
}
