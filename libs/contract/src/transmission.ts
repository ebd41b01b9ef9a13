import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { CENTRE_ONLY } from './system-alert';

const count = z.number().int().nonnegative();

/**
 * What became of a program's request.
 * - `ok`: answered; `not-modified`: the program has it already (304).
 * - `limited`: too many, or over the day's quota (429); `refused`: any other 4xx; `failed`: 5xx.
 */
export const TRANSMISSION_RESULTS = ['ok', 'not-modified', 'limited', 'refused', 'failed'] as const;
export type TransmissionResult = (typeof TRANSMISSION_RESULTS)[number];

/** What one program was given of one dataset in one hour. */
export const transmission = z.object({
  /** Start of the hour; milliseconds since 1970 UTC. */
  hour: z.number().int(),
  /** The program's subject, as its tokens name it. */
  client: z.string(),
  /** Five digits: whose program it is; {@link CENTRE_ONLY} for one that reaches the nation. */
  county: z.string().regex(new RegExp(String.raw`^(\d{5}|${CENTRE_ONLY})$`)),
  /** The route (`GET /api/v1/series`), or the view of the live frames (`/live total`). */
  dataset: z.string(),
  result: z.enum(TRANSMISSION_RESULTS),
  requests: count,
  /** Of lists their entries; one for any other answer that is `ok`. */
  records: count,
  /** Of bodies, before they are compressed; of live frames as they are sent. */
  bytes: count,
});
export type Transmission = z.infer<typeof transmission>;

/** What one gateway counted, as it is stored: its sums since the hour began, which only grow. */
export const transmissionCount = transmission.extend({
  /** One run of one gateway: what several count is added up. */
  run: z.string(),
  /** When it was written last. */
  at: z.number().int(),
});
export type TransmissionCount = z.infer<typeof transmissionCount>;

/** `GET /api/v1/transmissions`. */
export const transmissionQuery = z
  .object({
    /** ISO 8601 with zone; the hour that holds it is included. */
    from: askedInstant,
    /** ISO 8601 with zone; not included. */
    to: askedInstant,
    size: z.coerce.number().int().min(1).max(1_000).default(200),
    cursor: z.string().max(2_000).optional(),
  })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] });
export type TransmissionQuery = z.infer<typeof transmissionQuery>;

/** The answer to {@link transmissionQuery}: newest hour first. A program sees its own, a county its programs', the centre all. */
export const transmissionPage = z.object({
  from: z.number().int(),
  to: z.number().int(),
  items: z.array(transmission),
  /** Over the whole range, whatever the page shows. */
  total: z.object({ requests: count, records: count, bytes: count }),
  /** Give it as `cursor` for the next page; null after the last. */
  cursor: z.string().nullable(),
});
export type TransmissionPage = z.infer<typeof transmissionPage>;
