import { z } from 'zod';

/** The configuration is wrong. The message names each variable and the reason, and never a value: values can be secrets. */
export class ConfigError extends Error {
  readonly code = 'LF-CONFIG';

  constructor(problems: readonly string[]) {
    super(
      `The configuration can't be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\n` +
        'Correct these environment variables and start again.',
    );
    this.name = 'ConfigError';
  }
}

/**
 * Reads a configuration from environment variables.
 * @param schema an object schema whose keys are the variables' names; an empty variable counts as not set.
 * @param checks of variables together, and of files that they name; each throws ConfigError.
 * @throws ConfigError naming every variable that is wrong.
 */
export function loadConfig<S extends z.ZodObject>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
  checks: readonly ((settings: z.infer<S>) => unknown)[] = [],
): z.infer<S> {
  const known = Object.keys(schema.shape);
  const given = Object.fromEntries(known.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const parsed = schema.safeParse(given);
  if (parsed.success) {
    for (const check of checks) check(parsed.data);
    return parsed.data;
  }
  throw new ConfigError(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || '(together)'}: ${issue.message}`),
  );
}

/** A whole number within bounds. */
export function wholeNumber(bounds: { min: number; max: number; default: number }): z.ZodType<number, unknown> {
  const reason = `must be a whole number from ${bounds.min} to ${bounds.max}`;
  return z.coerce.number(reason).int(reason).min(bounds.min, reason).max(bounds.max, reason).default(bounds.default);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration such as `30s`, `10m`, `7d`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text);
  const unit = match?.[2] === undefined ? undefined : UNITS[match[2]];
  return unit === undefined ? undefined : Number(match?.[1]) * unit;
}
