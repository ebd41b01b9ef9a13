import { parseArgs } from 'node:util';
import { UsageError } from '@lianfang/local';

/** What is asked for on the command line of `npm run bench:web`. */
export interface WebOptions {
  /** Of live updates that are watched for long tasks and for what the heap keeps. */
  readonly minutes: number;
  /** How often the first page is loaded anew. */
  readonly loads: number;
  /** Of requests at an even rate. */
  readonly seconds: number;
  /** Requests a second for the overview. */
  readonly rate: number;
  /** Of rows that lie behind the time ranges. */
  readonly days: number;
  /** How much slower than this machine the browser is made. */
  readonly throttle: number;
  readonly json: boolean;
  readonly keep: boolean;
}

const USAGE = `npm run bench:web -- [--json] [--quick] [--minutes N] [--loads N] [--seconds N] [--rate N] [--days N]
                   [--throttle N] [--keep]`;

const OPTIONS = {
  minutes: { type: 'string' },
  loads: { type: 'string' },
  seconds: { type: 'string' },
  rate: { type: 'string' },
  days: { type: 'string' },
  throttle: { type: 'string' },
  json: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} as const;

const WHOLE = { minutes: 10, loads: 5, seconds: 20, rate: 500, days: 365, throttle: 4 };
const QUICK = { minutes: 1, loads: 2, seconds: 5, rate: 500, days: 100, throttle: 4 };

/** @throws UsageError which says what to write instead. */
export function parseWebOptions(args: readonly string[]): WebOptions {
  const { values } = read(args);
  const usual = values.quick ? QUICK : WHOLE;
  const chosen = (name: keyof typeof WHOLE, most: number) => whole(`--${name}`, values[name], usual[name], most);
  return {
    minutes: chosen('minutes', 120),
    loads: chosen('loads', 100),
    seconds: chosen('seconds', 600),
    rate: chosen('rate', 10_000),
    days: chosen('days', 730),
    throttle: chosen('throttle', 20),
    json: values.json,
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
