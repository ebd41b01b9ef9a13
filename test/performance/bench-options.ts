import { parseArgs } from 'node:util';
import { UsageError } from '@lianfang/local';
import type { LoadName } from './contenders/count-keys';
import type { Compression } from './log/record-batch';

/**
 * `compare`: ours and its peers. In place of that: `stage`, where the time of ours goes; `growth`, ours with more partitions and
 * collectors; `even-rates`, what all servers take at once and ten and a hundred times the national rate; `storage`, what is stored
 * of that; `sizing`, measures nothing and computes from the figures that are kept.
 */
export type BenchTask = 'compare' | 'stage' | 'growth' | 'even-rates' | 'storage' | 'sizing';

/** What is asked for on the command line. */
export interface BenchOptions {
  readonly task: BenchTask;
  readonly rounds: number;
  /** Of the first load; the nested one has a third, which is about as many bytes. Fewer for growth, which has 15 runs. */
  readonly events: number;
  /** Of a measurement end to end. */
  readonly seconds: number;
  readonly loads: readonly LoadName[];
  /** Names of contenders; all, when empty. */
  readonly only: readonly string[];
  readonly compression: Compression;
  readonly json: boolean;
  readonly quick: boolean;
  /** Without the comparison of contenders, or without the measurements end to end. */
  readonly rounded: boolean;
  readonly endToEnd: boolean;
  /** Sources of ours; the working tree without it. */
  readonly commit: string | undefined;
  /** A commit whose collector is a contender too. */
  readonly against: string | undefined;
  /** Keeps logs, profiles and what the oracle compared. */
  readonly keep: boolean;
}

const LOADS: readonly LoadName[] = ['eve', 'nested', 'cef'];
const COMPRESSIONS: readonly Compression[] = ['none', 'lz4', 'zstd'];
export const CONTENDERS = [
  'ours',
  'before',
  'each-message',
  'each-batch',
  'no-work',
  'streams',
  'streams-processor',
  'raw',
] as const;
/** 100 times the national average, a second. */
export const RATE = 50_100;

const USAGE = `npm run bench -- [--json] [--quick] [--rounds N] [--events N] [--seconds N] [--load eve|nested|cef|all]
               [--only ours,each-message,…] [--no-end-to-end] [--end-to-end-only] [--compression none|lz4|zstd]
               [--commit REF] [--against REF] [--keep]
               [--stage | --growth | --even-rates | --storage | --sizing]   in place of the comparison
contenders: ${CONTENDERS.join(', ')}`;

const OPTIONS = {
  rounds: { type: 'string' },
  events: { type: 'string' },
  seconds: { type: 'string' },
  load: { type: 'string' },
  only: { type: 'string', default: '' },
  compression: { type: 'string', default: 'none' },
  json: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  'no-end-to-end': { type: 'boolean', default: false },
  'end-to-end-only': { type: 'boolean', default: false },
  stage: { type: 'boolean', default: false },
  growth: { type: 'boolean', default: false },
  'even-rates': { type: 'boolean', default: false },
  storage: { type: 'boolean', default: false },
  sizing: { type: 'boolean', default: false },
  commit: { type: 'string' },
  against: { type: 'string' },
  keep: { type: 'boolean', default: false },
} as const;

/** @throws UsageError which says what to write instead. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const values = parse(args);
  const { quick } = values;
  const task = taskOf(values);
  const only = listOf('--only', values.only, CONTENDERS);
  return {
    task,
    rounds: wholeNumber('--rounds', values.rounds ?? (quick ? '2' : task === 'growth' ? '3' : '5'), [1, 100]),
    events: wholeNumber('--events', values.events ?? String(RATE * secondsOfLoad(task, quick)), [10_000, 100_000_000]),
    seconds: wholeNumber('--seconds', values.seconds ?? (quick ? '10' : '60'), [5, 600]),
    loads: loadsOf(values.load ?? (quick ? 'eve' : 'all')),
    only,
    compression: oneOf('--compression', values.compression, COMPRESSIONS),
    json: values.json,
    quick,
    rounded: !values['end-to-end-only'],
    endToEnd: !values['no-end-to-end'] && (only.length === 0 || only.includes('ours')),
    commit: values.commit,
    against: values.against,
    keep: values.keep,
  };
}

function taskOf(values: ReturnType<typeof parse>): BenchTask {
  const asked = (['stage', 'growth', 'even-rates', 'storage', 'sizing'] as const).filter((task) => values[task]);
  if (asked.length <= 1) return asked[0] ?? 'compare';
  throw new UsageError(`Ask for one of --${asked.join(' and --')} at a time.`, USAGE);
}

function secondsOfLoad(task: BenchTask, quick: boolean): number {
  if (quick) return 10;
  return task === 'growth' ? 30 : 60;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (problem) {
    throw new UsageError(problem instanceof Error ? problem.message : String(problem), USAGE);
  }
}

function loadsOf(text: string): readonly LoadName[] {
  return text === 'all' ? LOADS : listOf('--load', text, LOADS);
}

function listOf<T extends string>(name: string, text: string, known: readonly T[]): readonly T[] {
  return text === '' ? [] : text.split(',').map((one) => oneOf(name, one, known));
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw new UsageError(`${name} must be one of ${known.join(', ')}, not "${text}".`, USAGE);
}

function wholeNumber(name: string, text: string, [least, most]: readonly [number, number]): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`, USAGE);
}
