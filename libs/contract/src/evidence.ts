import { z } from 'zod';
import { indicatorMatches } from './indicator';
import { rowSource, rowSourceKey, type RowSource } from './row';
import { CATEGORIES, DIRECTIONS, DISPOSITIONS, SEVERITIES } from './taxonomy';

/** Characters of a text that are kept beside the record (UTF-16 units); the record itself has the whole. */
const LONGEST_TEXT = 1_024;

const count = z.number().int().nonnegative();
const instant = z.number().int();
const endpoint = z.object({ ip: z.string().optional(), port: z.number().int().optional() });

/** The sides of a connection, as an event names them. */
export const SIDES = ['source', 'destination'] as const;
export type Side = (typeof SIDES)[number];

/**
 * One whole event that was kept for drill-down: what the normaliser and the directory made of a record, by the pin of its
 * chunk. The record's own text is beside it, see {@link KeptEvidence}.
 */
export const evidence = rowSource.extend({
  /** `offsetBlock.timeBlock`. */
  chunk: z.string(),
  offset: count,
  /** Event time and log time; milliseconds since 1970 UTC. */
  time: instant,
  logTime: instant,
  /** 5-digit code, or `unlocated`. */
  county: z.string(),
  agency: z.string().optional(),
  direction: z.enum(DIRECTIONS),
  /** Which side opened the connection, and the county of a protected one: it may be another one than `county`. */
  initiator: z.enum(SIDES),
  initiatorCounty: z.string().optional(),
  /** Country of the initiator. */
  sourceCountry: z.string(),
  disposition: z.enum(DISPOSITIONS),
  category: z.enum(CATEGORIES),
  severity: z.enum(SEVERITIES),
  format: z.string(),
  eventId: z.string().optional(),
  /** The sensor's own name, or the key under which its record came. */
  observer: z.string().optional(),
  source: endpoint,
  destination: endpoint,
  transport: z.string().optional(),
  /** The sensor's words, unmapped: hostile text, to be shown inert. */
  rule: z.object({ id: z.string().optional(), name: z.string().optional(), category: z.string().optional() }),
  vendorSeverity: z.number().optional(),
  /** How many events the record stands for. */
  count: z.number().int().positive(),
  /** Bytes of the record as it came. Its text has fewer when it was cut. */
  originalBytes: count,
  /** Shared indicators that it names; absent where there were none in force when it was stored. */
  indicators: indicatorMatches.optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** Evidence with its record. */
export interface KeptEvidence {
  readonly evidence: Evidence;
  /** The record's text as it came, or its beginning; UTF-8 without loss. */
  readonly original: string;
}

/** The id under which evidence is stored: the place of its record in the log, and nothing else. */
export function evidenceKey(place: RowSource & { readonly offset: number }): string {
  return `${rowSourceKey(place)}/${place.offset}`;
}

/** A text of a sensor as it is kept and looked for: its beginning, with whole characters only. */
export function evidenceText(text: string): string {
  return (text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text).toWellFormed();
}
