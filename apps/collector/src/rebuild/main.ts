import { hostname } from 'node:os';
import { readRebuildEnvironment, type RebuildEnvironment } from '../environment';
import { assembleRebuild } from './assemble-rebuild';
import { readCommandLine, USAGE, type CommandLine } from './command-line';
import type { RebuildParts } from './rebuild-parts';
import { RebuildRefusedError } from './rebuild-refused-error';
import { abortRebuild, runRebuild, sayPlan } from './run-rebuild';

/** Exit statuses. */
const DONE = 0;
const FAILED = 1;
const REFUSED = 2;
const STOPPED = 130;
/** Settings or files that a person has to correct. */
const BAD_INPUT: ReadonlySet<string> = new Set(['LF-CONFIG', 'LF-REFERENCE']);

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stopping.abort(new Error('It was stopped. Nothing was changed.')));
}
process.exitCode = await main(process.argv.slice(2));

/** The whole command; gives its exit status. */
async function main(args: readonly string[]): Promise<number> {
  const read = readCommandLine(args);
  if (!read.ok) {
    say(`${read.error}\n\n${USAGE}`);
    return REFUSED;
  }
  if (read.value.kind === 'help') {
    process.stdout.write(USAGE);
    return DONE;
  }
  try {
    return await withParts(read.value);
  } catch (error) {
    say(explain(error));
    if (stopping.signal.aborted) return STOPPED;
    return error instanceof RebuildRefusedError || BAD_INPUT.has(codeOf(error)) ? REFUSED : FAILED;
  }
}

async function withParts(asked: Exclude<CommandLine, { kind: 'help' }>): Promise<number> {
  const environment = readRebuildEnvironment();
  const { parts, close } = await assembleRebuild(environment, stopping.signal, say);
  try {
    const owner = `${hostname()}, process ${process.pid}`;
    if (asked.kind === 'abort') {
      const removed = await abortRebuild(parts, owner);
      say(`cleared away; ${removed.length} indices were removed`);
      return DONE;
    }
    return await rebuild(parts, environment, { ...asked, owner });
  } finally {
    await close();
  }
}

async function rebuild(
  parts: RebuildParts,
  environment: RebuildEnvironment,
  { order, isMeant, ...worker }: Extract<CommandLine, { kind: 'rebuild' }> & { readonly owner: string },
): Promise<number> {
  const wanted = order.topics.length > 0 ? order.topics : environment.LIANFANG_TOPICS.map(({ topic }) => topic);
  const topics = wanted.map((topic) => environment.LIANFANG_TOPIC_PREFIX + topic);
  const selection = { from: order.from, to: order.to, topics };
  for (const line of await sayPlan(parts, order, selection)) say(line);
  if (!isMeant) {
    say('Nothing was changed. Say --yes to do it.');
    return DONE;
  }
  const report = await runRebuild(parts, order, selection, worker);
  say('done: the new rows are in place');
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return DONE;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  return code === '' ? (error.stack ?? error.message) : `${code}: ${error.message}`;
}

/** Empty where an error is none of ours. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('LF-') ? code : '';
}
