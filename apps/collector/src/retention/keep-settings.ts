import { parseDuration } from '@lianfang/platform/config';
import {
  EXPIRING_DOCUMENTS,
  EXPIRING_NAMES,
  keepVariable,
  RETENTION_FAMILIES,
  RETENTION_FAMILY_NAMES,
  type ExpiringName,
  type RetentionFamilyName,
} from '@lianfang/store';
import { z } from 'zod';

const DAY_MS = 86_400_000;
const MOST_DAYS = 36_500;
/** What a message shows where the default is for ever. */
const SAMPLE_MS = 3_650 * DAY_MS;
const FOREVER = 'forever';
const UNITS = [
  [DAY_MS, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
] as const;

/**
 * What is kept for a time of its own: each family, `history` (the minutes and evidence of topics of old events), and what
 * is removed document by document.
 */
export type KeepName = RetentionFamilyName | 'history' | ExpiringName;

/** Milliseconds that each is kept; Infinity: for ever. */
export type Keep = Readonly<Record<KeepName, number>>;

/** What was configured; undefined where nothing was. */
export type KeepWishes = Readonly<Record<KeepName, number | undefined>>;

export const KEEP_NAMES: readonly KeepName[] = [...RETENTION_FAMILY_NAMES, 'history', ...EXPIRING_NAMES];

/** What holds where nothing was configured, in milliseconds. */
export const KEEP_DEFAULTS: Keep = {
  ...(Object.fromEntries(
    RETENTION_FAMILY_NAMES.map((name) => [name, RETENTION_FAMILIES[name].keepDays * DAY_MS]),
  ) as Record<RetentionFamilyName, number>),
  history: Infinity,
  ...(Object.fromEntries(EXPIRING_NAMES.map((name) => [name, EXPIRING_DOCUMENTS[name].keepDays * DAY_MS])) as Record<
    ExpiringName,
    number
  >),
};

const LEAST_DAYS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({ ...RETENTION_FAMILIES, ...EXPIRING_DOCUMENTS }).map(([name, { leastDays }]) => [name, leastDays]),
);

/** The schema of all variables, each a duration such as `35d`, or `forever`. */
export const keepEnvironment: Readonly<Record<`LIANFANG_KEEP_${string}`, z.ZodType<number | undefined>>> =
  Object.fromEntries(KEEP_NAMES.map((name) => [keepVariable(name), durationOf(name)]));

/** The wishes in an environment that was read by {@link keepEnvironment}. */
export function keepWishes(environment: Readonly<Record<string, unknown>>): KeepWishes {
  const wish = (name: KeepName): [KeepName, unknown] => [name, environment[keepVariable(name)]];
  return Object.fromEntries(KEEP_NAMES.map(wish)) as KeepWishes;
}

/** As it is written in the environment: `35d`, `36h`, or `forever`. */
export function keepText(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return FOREVER;
  const [size, unit] = UNITS.find(([step]) => milliseconds % step === 0) ?? [1, 'ms'];
  return `${milliseconds / size}${unit}`;
}

/** The next whole number of days. */
export function wholeDays(milliseconds: number): number {
  return Math.ceil(milliseconds / DAY_MS) * DAY_MS;
}

function durationOf(name: KeepName): z.ZodType<number | undefined> {
  const least = LEAST_DAYS[name] ?? 1;
  const rule = `must be a time from ${least}d to ${MOST_DAYS}d, such as ${keepText(Math.min(KEEP_DEFAULTS[name], SAMPLE_MS))}, or ${FOREVER}`;
  return z
    .string()
    .transform((text, context): number => {
      const milliseconds = text === FOREVER ? Infinity : parseDuration(text);
      const isWithin = (value: number): boolean =>
        value === Infinity || (value >= least * DAY_MS && value <= MOST_DAYS * DAY_MS);
      if (milliseconds !== undefined && isWithin(milliseconds)) return milliseconds;
      context.addIssue({ code: 'custom', message: rule });
      return z.NEVER;
    })
    .optional();
}
