import { z } from 'zod';
import { posture, postureSummary } from './posture';
import { DIRECTIONS } from './taxonomy';

const count = z.number().int().nonnegative();
const time = z.number().int();

// Members that may be null default to null: a frame leaves them out (see frame.ts), and parsing puts them back.

/** Events of one cell, by what the sensor did. */
export const byDisposition = z.object({ blocked: count, allowed: count, detected: count });
export type ByDisposition = z.infer<typeof byDisposition>;

/**
 * The normal range of an hour: 10th, 50th and 90th percentile of the same Taipei hour and weekday over 8 weeks of
 * hour rows, in events per minute. `null` while there are under two weeks of history (*learning*).
 */
export const normalRange = z.object({ low: z.number(), middle: z.number(), high: z.number() });
export type NormalRange = z.infer<typeof normalRange>;

/**
 * How old the figures are. `asOf` is the instant up to which everything that the log held is in the figures:
 * the watermark's clock where the collector had caught up, else the log time of the last record processed.
 * `waiting`: nothing was received yet. `stale`: `asOf` is more than 30 s back.
 */
export const freshness = z.object({
  state: z.enum(['live', 'stale', 'waiting']),
  /** Milliseconds since 1970 UTC, or null while waiting. */
  asOf: time.nullable().default(null),
  /** Offsets in the log and not yet processed; null in what is said to or of one county: most of them are others'. */
  pending: count.nullable().default(null),
});
export type Freshness = z.infer<typeof freshness>;

/** View `total`: nation, all time, all directions and dispositions, unlocated included. */
export const totalView = z.object({
  total: count,
  byDisposition,
  byDirection: z.record(z.enum(DIRECTIONS), count),
  freshness,
});
export type TotalView = z.infer<typeof totalView>;

/** Events of a minute that reached the log late, which is two minutes or more after their own; they are in its figure. */
export const revisedMinute = z.object({
  /** Of all dispositions. */
  count,
  /** The last minute in which some of them arrived. */
  at: time,
});
export type RevisedMinute = z.infer<typeof revisedMinute>;

/** By minute start as text; a minute without late events is absent. */
const revisedMinutes = z.record(z.string(), revisedMinute).default({});

/** One county on the situation screen. */
export const countyFigures = z.object({
  /** Blocked events in the trailing 60 s, to one decimal. */
  blockedPerMinute: z.number(),
  /** The same per 1,000 protected addresses; null where the directory names no addresses. */
  blockedPerMinutePer1000: z.number().nullable().default(null),
  /** Of the current hour, for the county's blocked events a minute. */
  normal: normalRange.nullable().default(null),
  /** Blocked since 00:00 Taipei time. */
  blockedToday: count,
  /** Of the last 60 whole minutes and the open one. */
  lastHour: byDisposition,
  /** Outbound events of the last 60 minutes: suspected compromises. */
  outboundLastHour: count,
  /** Event time of the last minute with an event, or null. */
  lastEventMinute: time.nullable().default(null),
  /** No event for 5 minutes: shown as no data, never as calm. */
  silent: z.boolean(),
  /** What feeds it is stale, so that events of it may be missing. The others go on while one source stands still. */
  behind: z.boolean().default(false),
  /** Null: alerting has not said any yet. */
  posture: postureSummary.nullable().default(null),
});
export type CountyFigures = z.infer<typeof countyFigures>;

/** The classes of the ledger, summed over all partitions, and whether the equation of promise 1 holds. */
export const ledgerSummary = z.object({
  counted: count,
  duplicate: count,
  ignored: count,
  rejected: count,
  skipped: count,
  lost: count,
  /** Processed offsets minus start offsets, as the broker's offsets say. */
  processed: count,
  pending: count,
  balanced: z.boolean(),
});
export type LedgerSummary = z.infer<typeof ledgerSummary>;

/** View `situation`: the first screen. */
export const situationView = z.object({
  freshness,
  nation: z.object({
    /** Blocked events a second over the trailing 60 s, to one decimal. */
    blockedPerSecond: z.number(),
    /** Normal blocked events per minute at this hour. */
    normal: normalRange.nullable().default(null),
    /** Blocked since the first of the Taipei month, 00:00. */
    blockedThisMonth: count,
    /** Start of that month (milliseconds). */
    monthStart: time,
    /** The backbone's published monthly figure, 1.3 billion. */
    backboneMonth: count,
    /** Share of the month that has passed at `asOf`, 0 to 1. */
    monthElapsed: z.number(),
    allowedLastHour: count,
    outboundLastHour: count,
    unlocatedLastHour: count,
  }),
  /** By county code; every county of the directory is there. */
  counties: z.record(z.string(), countyFigures),
  /** By minute start (milliseconds, as text): the last 60 whole minutes and the open one. */
  minutes: z.record(z.string(), byDisposition),
  revised: revisedMinutes,
  /** By minute start, the normal range of that minute's hour. Absent where still learning. */
  normals: z.record(z.string(), normalRange),
  ledger: ledgerSummary,
  /** True while the past is made of demonstration rows. */
  demonstration: z.boolean(),
});
export type SituationView = z.infer<typeof situationView>;

/** View `county:CODE`: one county. */
export const countyView = z.object({
  county: z.string(),
  freshness,
  figures: countyFigures,
  /** Null: alerting has not said any yet. */
  posture: posture.nullable().default(null),
  minutes: z.record(z.string(), byDisposition),
  revised: revisedMinutes,
  normals: z.record(z.string(), normalRange),
  /** True while the past is made of demonstration rows. */
  demonstration: z.boolean().default(false),
});
export type CountyView = z.infer<typeof countyView>;
