import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@lianfang/contract';

/** Files that take the place of what the pins of the range name. */
export interface GivenFiles {
  readonly directory?: string;
  readonly countries?: string;
  readonly sensors?: string;
}

/** What is to be made again, and under what. */
export interface RebuildOrder {
  /** Log time, milliseconds; `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
  /** Topics without their prefix; empty: all that collectors read. */
  readonly topics: readonly string[];
  readonly files: GivenFiles;
  /** Number of a version, or `newest`; undefined: what each chunk's pin names. */
  readonly normaliser?: string;
}

/** What a person asked for. */
export type CommandLine =
  | { readonly kind: 'help' }
  /** Clears away what a rebuild left that did not come to its end. */
  | { readonly kind: 'abort' }
  | {
      readonly kind: 'rebuild';
      readonly order: RebuildOrder;
      /** False: say what would be done, and do nothing. */
      readonly isMeant: boolean;
      readonly breakLock: boolean;
    };

export const USAGE = `Usage: npm run rebuild -- --from TIME --to TIME [options]

Makes the rows of a time range again from the log, and puts them in place of the old ones all at once.
The range is log time: all chunks (ten minutes of the log, finished) that the log took in between.
Without --yes it says what would be done and does nothing.

  --from TIME        2026-11-20T00:00+08:00; with its zone
  --to TIME          not included
  --directory FILE   locate by this directory; else by the one that each chunk was counted with
  --countries FILE   the same for the country table
  --sensors FILE     the same for the sensor file
  --normaliser N     read by this version (a number, or newest); else by the one that each chunk was read with
  --topic NAME       only this topic; may be repeated; else all of LIANFANG_TOPICS
  --yes              do it
  --break-lock       take over from a rebuild that died
  --abort            only clear away what a rebuild left that died
  --help             this text

Settings are the collector's: KAFKA_BROKERS, ELASTICSEARCH_NODE, LIANFANG_TOPICS and so on.
Exit status: 0 when it was done or said, 1 when it failed, 2 for wrong usage or a range that is refused.
`;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  directory: { type: 'string' },
  countries: { type: 'string' },
  sensors: { type: 'string' },
  normaliser: { type: 'string' },
  topic: { type: 'string', multiple: true },
  yes: { type: 'boolean' },
  'break-lock': { type: 'boolean' },
  abort: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments; a problem is one sentence for people. */
export function readCommandLine(args: readonly string[]): Result<CommandLine, string> {
  let values: Values;
  try {
    values = parse(args);
  } catch (error) {
    // `parseArgs` throws these with messages that are made for people.
    return err(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return ok({ kind: 'help' });
  if (values.abort) return ok({ kind: 'abort' });
  const order = orderIn(values);
  if (!order.ok) return order;
  return ok({
    kind: 'rebuild',
    order: order.value,
    isMeant: values.yes === true,
    breakLock: values['break-lock'] === true,
  });
}

type Values = ReturnType<typeof parse>;

function orderIn(values: Values): Result<RebuildOrder, string> {
  const from = readTime('--from', values.from);
  if (!from.ok) return from;
  const to = readTime('--to', values.to);
  if (!to.ok) return to;
  if (to.value <= from.value) return err('--to is not after --from. Give the later time to --to.');
  const { normaliser, topic = [] } = values;
  if (normaliser !== undefined && !/^(?:newest|\d{1,4})$/.test(normaliser)) {
    return err('--normaliser must be newest, or the number of a version.');
  }
  const range = { from: from.value, to: to.value, topics: topic };
  return ok({ ...range, files: filesIn(values), ...(normaliser !== undefined && { normaliser }) });
}

function filesIn({ directory, countries, sensors }: Values): GivenFiles {
  return {
    ...(directory !== undefined && { directory }),
    ...(countries !== undefined && { countries }),
    ...(sensors !== undefined && { sensors }),
  };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS }).values;
}

const TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** A time without zone would be this machine's, which says nothing of what is meant. */
function readTime(option: string, text: string | undefined): Result<number, string> {
  if (text === undefined) return err(`${option} is missing. Give a time with its zone: 2026-11-20T00:00+08:00.`);
  const day = TIME.exec(text)?.[1];
  const time = day === undefined ? NaN : Date.parse(text);
  // `Date.parse` takes 30 February for 2 March.
  const isDay = day !== undefined && !Number.isNaN(time) && new Date(Date.parse(day)).toISOString().startsWith(day);
  return isDay ? ok(time) : err(`${option} is no time with a zone. Write it as 2026-11-20T00:00+08:00.`);
}
