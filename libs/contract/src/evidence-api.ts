import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { SIDES, evidence } from './evidence';
import { indicatorMatch } from './indicator';
import { DIRECTIONS, DISPOSITIONS, SEVERITIES } from './taxonomy';
import { freshness } from './view';

const LONGEST_RANGE_MS = 31 * 86_400_000;

const count = z.number().int().nonnegative();
const instant = z.number().int();

const address = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'must be an address or a network such as 10.0.0.0/8',
);

/** `GET /api/v1/evidence`: kept events of a range, newest first. Every part is a value, never a query language. */
export const evidenceQuery = z
  .object({
    /** ISO 8601 with zone. Whole minutes: from the one that holds `from` on, that begin before `to`. */
    from: askedInstant,
    to: askedInstant,
    /** 5-digit code, or `unlocated`; the nation (all counties and unlocated) without it. */
    county: z
      .string()
      .regex(/^(\d{5}|unlocated)$/)
      .optional(),
    /** Id of the directory. */
    agency: z.string().min(1).max(200).optional(),
    /** Id or name of the sensor's rule, exactly. */
    rule: z.string().min(1).max(2_000).optional(),
    /** An address or a network (CIDR), IPv4 or IPv6, on either side. */
    address: address.optional(),
    /** Id of a shared indicator that the event names, exactly. */
    indicator: z.string().min(1).max(200).optional(),
    /** `outbound`: a protected address is the source. */
    direction: z.enum(DIRECTIONS).optional(),
    disposition: z.enum(DISPOSITIONS).optional(),
    severity: z.enum(SEVERITIES).optional(),
    size: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.string().max(1_000).optional(),
  })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] })
  .refine((q) => Date.parse(q.to) - Date.parse(q.from) <= LONGEST_RANGE_MS, {
    message: 'the range must be 31 days at most',
    path: ['to'],
  });
export type EvidenceQuery = z.infer<typeof evidenceQuery>;

const endpoint = z.object({ ip: z.string().nullable(), port: z.number().int().nullable() });

/** One kept event in a list. Texts of `rule`, `observer` and `eventId` are the sensor's: hostile, to be shown inert. */
export const evidenceItem = evidence
  .omit({ topic: true, epoch: true, partition: true, offset: true, chunk: true })
  .extend({
    /** Names the event in `/api/v1/evidence/{id}`: topic, epoch, partition and offset of its record; sealed for people of a county. */
    id: z.string(),
    agency: z.string().nullable(),
    initiatorCounty: z.string().nullable(),
    eventId: z.string().nullable(),
    observer: z.string().nullable(),
    source: endpoint,
    destination: endpoint,
    transport: z.string().nullable(),
    rule: z.object({ id: z.string().nullable(), name: z.string().nullable(), category: z.string().nullable() }),
    vendorSeverity: z.number().nullable(),
    /** Shared indicators that the event names; null where none were in force when it was stored. `over`: further ones. */
    indicators: z
      .object({ set: z.string().nullable(), matches: z.array(indicatorMatch), over: count.nullable() })
      .nullable(),
    /** The side that another county protects, which is not shown; null where all is shown. */
    masked: z.enum(SIDES).nullable(),
  });
export type EvidenceItem = z.infer<typeof evidenceItem>;

/** The answer to {@link evidenceQuery}. */
export const evidencePage = z.object({
  county: z.string().nullable(),
  /** The whole minutes that were looked at: `from` included, `to` not. */
  from: instant,
  to: instant,
  items: z.array(evidenceItem),
  /** Give it as `cursor` for the next page; null after the last. */
  cursor: z.string().nullable(),
  /** Kept records that fit the question, on all pages; `atLeast` when there are more than were counted. */
  matched: z.object({ records: count, atLeast: z.boolean() }),
  /**
   * All events of the same range, county, agency, disposition and severity, whatever their rule and addresses; null where
   * rows do not cross these parts, or are no longer kept. What is over a quota is counted and not kept.
   */
  among: z.object({ counted: count, kept: count, notKept: count }).nullable(),
  /** How old the counted events are. */
  freshness,
  /** The instant up to which everything that was to be kept of the log can be found; null while that is not known. */
  asOf: instant.nullable(),
});
export type EvidencePage = z.infer<typeof evidencePage>;

/** `GET /api/v1/evidence/{id}`: one event with its record. */
export const evidenceRecord = evidenceItem.extend({
  /** The record exactly as it came, or its beginning; null when it names a side that is not shown. */
  original: z.string().nullable(),
  /** False when `original` is only the beginning: the record had `originalBytes`. */
  whole: z.boolean(),
  /** The beginning of `original` as it may be shown: what does not print is written as `⟦U+202E⟧`. */
  shown: z.string(),
  /** True when `original` is longer than what is shown. */
  shortened: z.boolean(),
});
export type EvidenceRecord = z.infer<typeof evidenceRecord>;
