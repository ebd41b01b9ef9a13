import type { PostureComponent, PostureInputs } from '@lianfang/contract';
import { damped, onLogScale, within } from './damped';
import { wilsonLowerBound } from './wilson-lower-bound';

/** What a component costs: a share of its most from 0 to 1, or why there is none. */
export type ComponentCost = number | 'unknown' | 'not-connected';

/**
 * The most that each component takes off, in points; 100 together. What says that somebody may be in already (compromise) and
 * what says that somebody tries harder than ever (pressure) weigh most; what came through, and how bad it was, next; what
 * people have not done, and what nobody sees, last.
 */
export const MOST_POINTS: Readonly<Record<PostureComponent, number>> = {
  pressure: 25,
  allowed: 15,
  severity: 15,
  compromise: 25,
  duties: 10,
  coverage: 10,
};

/** Pressure costs all at so many times its edge. */
const FULL_PRESSURE = 4;
/** Standard deviations of counting noise (Poisson) that are added to the upper edge of normal. */
const NOISE_DEVIATIONS = 2;
/** Blocked events an hour that are never pressure, where normal is next to nothing. */
const NOISE_EVENTS = 4;
/** Allowed of all: one in 10,000 costs nothing, one in 20 all. */
const ALLOWED_NONE = 0.0001;
const ALLOWED_FULL = 0.05;
/** Allowed are measured against so many blocked at least: a share of next to nothing says nothing. */
const ALLOWED_AGAINST = 1_000;
/** A critical event counts for so many of severity high. */
const CRITICAL_WEIGHT = 3;
/** Weighted events not blocked, an agency and hour, that cost all. */
const SEVERITY_FULL = 200;
/** Points of the first outbound event. */
const COMPROMISE_STEP = 8;
/** Outbound events an agency and hour that cost all. */
const COMPROMISE_FULL = 10;
/** How much of coverage sensors can cost that are silent beside others that still see. */
const SENSOR_SHARE = 0.3;

/**
 * Pressure against own normal, of 60 whole minutes: blocked events against the 90th percentile of the same minutes of 8 weeks,
 * and what counting noise may add. Nothing up to there, all at four times, on a logarithmic scale: twice as much is half of it.
 * A county is measured by itself alone. Unknown while normal is being learnt.
 */
function pressure({ blocked, normal }: PostureInputs): ComponentCost {
  if (normal === null) return 'unknown';
  const edge = normal.high + NOISE_DEVIATIONS * Math.sqrt(normal.high) + NOISE_EVENTS;
  return onLogScale(blocked, edge, FULL_PRESSURE * edge);
}

/**
 * Allowed share, of 60 whole minutes: allowed of all that was allowed or blocked, as the lower bound of a 95 % interval, on a
 * logarithmic scale from 0.01 % to 5 %. Of blocked events no more count than normal has in the middle: a flood that is blocked
 * must not hide what came through. And 1,000 count at least: in a county where nearly nothing is blocked, one event that came
 * through costs a point, and 60 cost all. `detected` has no verdict and no part in it.
 */
function allowedShare({ allowed, blocked, normal }: PostureInputs): ComponentCost {
  const against = Math.max(ALLOWED_AGAINST, normal === null ? blocked : Math.min(blocked, normal.middle));
  return onLogScale(wilsonLowerBound(allowed, allowed + against), ALLOWED_NONE, ALLOWED_FULL);
}

/**
 * Severe events not blocked (allowed, or seen without a verdict), of 60 whole minutes: those of severity critical three times
 * and those of high once, an agency, damped. Unknown where severities can't be read.
 */
function severity({ severe, agencies }: PostureInputs): ComponentCost {
  if (severe === null) return 'unknown';
  return damped((CRITICAL_WEIGHT * severe.critical + severe.high) / Math.max(1, agencies), SEVERITY_FULL);
}

/**
 * Suspected compromise, of 60 whole minutes: events whose source is a protected address, of any verdict. The first one is a
 * step of 8 points, because one is a reason to look; more grow damped, an agency.
 */
function compromise({ outbound, agencies }: PostureInputs): ComponentCost {
  if (outbound === 0) return 0;
  const step = COMPROMISE_STEP / MOST_POINTS.compromise;
  return step + (1 - step) * damped(outbound / Math.max(1, agencies), COMPROMISE_FULL);
}

/** Open and overdue duties: not connected yet. A later version of the formula says what they cost. */
function duties(): ComponentCost {
  return 'not-connected';
}

/**
 * Sensor coverage, now: the share of agencies that no living sensor speaks for (late counts as living); where others still
 * see, the share of sensors that are silent (late: half) costs up to 0.3 of it. Unknown where no sensor is registered, or
 * signs of life are not known.
 */
function coverage({ sensors, agencies, agenciesCovered }: PostureInputs): ComponentCost {
  if (sensors === null || agenciesCovered === null || sensors.registered === 0) return 'unknown';
  const seen = agencies === 0 ? 1 : within(agenciesCovered / agencies);
  const lost = within((sensors.silent + sensors.late / 2) / sensors.registered);
  return 1 - seen * (1 - SENSOR_SHARE * lost);
}

/** What each component costs, of the inputs of a county. */
export const COMPONENT_COSTS: Readonly<Record<PostureComponent, (inputs: PostureInputs) => ComponentCost>> = {
  pressure,
  allowed: allowedShare,
  severity,
  compromise,
  duties,
  coverage,
};
