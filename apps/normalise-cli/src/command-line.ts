import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@lianfang/contract';
import { isTimeZone } from '@lianfang/normalise';
import { codeOf } from './error-code';

export interface CommandLine {
  readonly help: boolean;
  /** Format name; recognised record by record without one. */
  readonly format?: string;
  readonly directory?: string;
  readonly countries?: string;
  /** IANA zone in which the sensor writes times without a zone. */
  readonly timeZone?: string;
  /** What times without a year are measured by, ms since 1970 UTC. */
  readonly logTime?: number;
  /** Files to read; standard input when empty. */
  readonly files: readonly string[];
}

/** The help text. */
export function usage(formats: readonly string[]): string {
  return `Usage: npm run --silent normalise -- [--format NAME] [FILE…]

Reads records, one a line, from the files (or standard input) and prints one ECS document a line
for each record that tells of an event or a connection: event.kind is "alert" where it would be
counted and "event" where not (lianfang.ignored says what it is). Ignored and rejected records are
told on standard error, one JSON line each.

  --format NAME      ${formats.join(', ')};
                     without it each record's format is recognised
  --time-zone ZONE   zone of times without one (Asia/Taipei, UTC, …); default: UTC
  --log-time TIME    what times without a year are measured by (2026-03-05T01:15:42Z, or a day);
                     without a zone it is UTC; default: now
  --directory FILE   counties, agencies and their ranges (YAML); default: the demonstration's
  --countries FILE   countries of addresses (CSV or MaxMind format); default: the demonstration's
  --help             this text

Exit status: 0 when at least one record was read, 1 when none was, 2 for wrong usage.
`;
}

/** Reads the arguments; a problem is one sentence for people. */
export function readCommandLine(args: readonly string[], formats: readonly string[]): Result<CommandLine, string> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        directory: { type: 'string' },
        countries: { type: 'string' },
        'time-zone': { type: 'string' },
        'log-time': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const { format, directory, countries } = values;
    if (format !== undefined && !formats.includes(format)) {
      return err(`There is no format of that name. Use one of: ${formats.join(', ')}.`);
    }
    const clock = readClock(values['time-zone'], values['log-time']);
    if (!clock.ok) return clock;
    return ok({
      help: values.help ?? false,
      ...(format !== undefined && { format }),
      ...(directory !== undefined && { directory }),
      ...(countries !== undefined && { countries }),
      ...clock.value,
      files: positionals,
    });
  } catch (error) {
    // parseArgs throws these with messages that are made for people.
    if (codeOf(error).startsWith('ERR_PARSE_ARGS')) return err((error as Error).message);
    throw error;
  }
}

const LOG_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

function readClock(
  timeZone: string | undefined,
  time: string | undefined,
): Result<Pick<CommandLine, 'timeZone' | 'logTime'>, string> {
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return err('There is no time zone of that name. Use a name of the IANA database: Asia/Taipei, UTC.');
  }
  const logTime = time === undefined ? undefined : readLogTime(time);
  if (time !== undefined && logTime === undefined) {
    return err('--log-time is no time. Write it as 2026-03-05T01:15:42Z, or as a day: 2026-03-05.');
  }
  return ok({ ...(timeZone !== undefined && { timeZone }), ...(logTime !== undefined && { logTime }) });
}

function readLogTime(text: string): number | undefined {
  const match = LOG_TIME.exec(text);
  if (match === null || !isDay(text.slice(0, 10))) return undefined;
  // A time without zone would be this machine's, which says nothing of the log.
  const time = Date.parse(text.includes('T') && match[1] === undefined ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}

/** `Date.parse` takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const start = Date.parse(day);
  return !Number.isNaN(start) && new Date(start).toISOString().startsWith(day);
}
