import { parseArgs } from 'node:util';
import { UsageError } from '@lianfang/local';

/** What is asked for on the command line of `npm run bench:live`. */
export interface LiveOptions {
  /** Viewers of one server. */
  readonly clients: number;
  /** Viewers while deliveries are compared with the peer's. */
  readonly compared: number;
  readonly rounds: number;
  /** Of each measurement. */
  readonly seconds: number;
  /** Processes that clients are in. */
  readonly crowds: number;
  readonly json: boolean;
  /** Where processor profiles of our server go. */
  readonly profile: string | undefined;
  readonly keep: boolean;
}

const USAGE = `npm run bench:live -- [--json] [--quick] [--clients N] [--compared N] [--rounds N] [--seconds N]
                    [--profile FOLDER] [--keep]`;

const OPTIONS = {
  clients: { type: 'string' },
  compared: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  json: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  profile: { type: 'string' },
  keep: { type: 'boolean', default: false },
} as const;

const WHOLE = { clients: 10_000, compared: 4_000, rounds: 5, seconds: 15 };
const QUICK = { clients: 300, compared: 200, rounds: 1, seconds: 4 };
const CROWDS = 2;

/** @throws UsageError which says what to write instead. */
export function parseLiveOptions(args: readonly string[]): LiveOptions {
  const { values } = read(args);
  const usual = values.quick ? QUICK : WHOLE;
  return {
    clients: whole('--clients', values.clients, usual.clients, 20_000),
    compared: whole('--compared', values.compared, usual.compared, 20_000),
    rounds: whole('--rounds', values.rounds, usual.rounds, 100),
    seconds: whole('--seconds', values.seconds, usual.seconds, 3_600),
    crowds: CROWDS,
    json: values.json,
    profile: values.profile,
    keep: values.keep,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS });
  } catch (problem) {
    throw new UsageError(problem instanceof Error ? problem.message : String(problem), USAGE);
  }
}

function whole(name: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from 1 to ${most}, not "${text}".`, USAGE);
}
