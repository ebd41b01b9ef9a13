import type { IndexNames } from '@lianfang/contract';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What is stored by date and dropped by whole indices. */
export interface RetentionFamily {
  /** Alias of its dated indices. */
  readonly index: keyof IndexNames;
  /** Time from a document's own time on that it speaks of, in milliseconds. */
  readonly covers: number;
  /** Days that it is kept unless somebody says otherwise; Infinity: for ever. */
  readonly keepDays: number;
  /** Fewer days can't be asked for. */
  readonly leastDays: number;
  /**
   * What the log may still ask for: `live`, as long as a topic can bring events of that time; `all`, that of topics of
   * history too. `none`: it is never made again.
   */
  readonly needed: 'none' | 'live' | 'all';
  /** What is made from it: it can't be dropped while a period of that tier is open. */
  readonly below?: 'hour' | 'day';
}

const derived = { leastDays: 1, needed: 'none' } as const;
const fromLog = { keepDays: 35, leastDays: 1, needed: 'live' } as const;

/**
 * Everything that retention drops, one line each; the variable `LIANFANG_KEEP_…` is named after the line. What is not
 * here is kept as long as the epoch: ledger, watermarks, epochs, pins, artifacts, alerts, signs of life, notes of what
 * was sent again. The gateway drops what programs were given and first answers to writes itself.
 */
export const RETENTION_FAMILIES = {
  minutes: { index: 'rowsMinute', covers: MINUTE_MS, ...fromLog, below: 'hour' },
  /** Normal ranges look back 8 weeks. */
  hours: { index: 'rowsHour', covers: HOUR_MS, keepDays: 400, leastDays: 57, needed: 'all', below: 'day' },
  days: { index: 'rowsDay', covers: DAY_MS, ...derived, keepDays: Infinity },
  chunkSketches: { index: 'sketchesChunk', covers: HOUR_MS, ...fromLog, below: 'hour' },
  hourSketches: { index: 'sketchesHour', covers: HOUR_MS, ...derived, keepDays: 400 },
  revisions: { index: 'revisions', covers: MINUTE_MS, ...fromLog },
  evidence: { index: 'evidence', covers: MINUTE_MS, ...derived, keepDays: 30 },
} as const satisfies Readonly<Record<string, RetentionFamily>>;

export type RetentionFamilyName = keyof typeof RETENTION_FAMILIES;

/** Names of {@link RETENTION_FAMILIES}, in its order. */
export const RETENTION_FAMILY_NAMES = Object.keys(RETENTION_FAMILIES) as readonly RetentionFamilyName[];

/** The environment variable that says how long a line is kept: `chunkSketches` is set by `LIANFANG_KEEP_CHUNK_SKETCHES`. */
export function keepVariable(name: string): `LIANFANG_KEEP_${string}` {
  return `LIANFANG_KEEP_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
