import { z } from 'zod';
import { rowSource } from './row';

const count = z.number().int().nonnegative();
const instant = z.number().int();

/** Header that a re-sent record carries: `topic/epoch/partition/offset` of where it was rejected. */
export const RESENT_HEADER = 'resent-from';

/** Where a rejected record stands in the log that it came from. */
export const rejectedPlace = rowSource.extend({ offset: count });
export type RejectedPlace = z.infer<typeof rejectedPlace>;

/** `topic/epoch/partition/offset`: the same for every repeat of one dead letter. */
export function rejectedPlaceKey({ topic, epoch, partition, offset }: RejectedPlace): string {
  return `${topic}/${epoch}/${partition}/${offset}`;
}

/**
 * What became of a record that was sent again.
 * - `sending`: begun, and its end is not known: the gateway or the broker went away in between.
 * - `sent`: in the log; not yet processed.
 * - `accepted`: processed and not rejected: counted, or a duplicate, or ignored.
 * - `rejected-again`: processed and rejected; `code` says why.
 * - `processed`: processed; whether it was rejected again could not be found out.
 */
export const RESENT_STATES = ['sending', 'sent', 'accepted', 'rejected-again', 'processed'] as const;

export const resent = z.object({
  state: z.enum(RESENT_STATES),
  /** When it was sent last (milliseconds since 1970 UTC). */
  at: instant,
  /** How often it was sent. */
  times: z.number().int().positive(),
  /** Its new place in the log, once the broker has acknowledged it. */
  partition: count.nullable(),
  offset: count.nullable(),
  /** Why it was rejected again, where it was. */
  code: z.string().nullable(),
});
export type Resent = z.infer<typeof resent>;

/** One rejected record in a list. Texts are inert: what does not print is written as `⟦U+202E⟧`. */
export const rejectedItem = z.object({
  /** Names the letter in `/api/v1/rejected/{id}`. */
  id: z.string(),
  place: rejectedPlace,
  code: z.string(),
  detail: z.string(),
  /** Log time of the record itself. */
  logTime: instant,
  /** When it was put away. */
  rejectedAt: instant,
  sensor: z.string().nullable(),
  /** Bytes of the value as it is kept. */
  size: count,
  /** Bytes of the value as it came, where it could not be kept whole. */
  truncatedFrom: count.nullable(),
  /** The first characters. */
  preview: z.string(),
  resent: resent.nullable(),
});
export type RejectedItem = z.infer<typeof rejectedItem>;

/** `GET /api/v1/rejected`: newest first. */
export const rejectedPage = z.object({
  items: z.array(rejectedItem),
  /** Give it as `cursor` to look further back; null when the beginning of the topic is reached. */
  cursor: z.string().nullable(),
  /** Letters that were looked at for this answer: a filter may find none among many. */
  scanned: count,
});
export type RejectedPage = z.infer<typeof rejectedPage>;

/** `GET /api/v1/rejected/{id}`. */
export const rejectedRecord = rejectedItem.extend({
  /** Headers as the sensor sent them, inert. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Headers that were too large to be kept. */
  headersDropped: count,
  /** `text`: inert text. `hex`: not UTF-8 text, shown as rows of 16 bytes. */
  form: z.enum(['text', 'hex']),
  shown: z.string(),
  /** True when the whole is longer than what is shown; `/value` gives all of it. */
  shortened: z.boolean(),
});
export type RejectedRecord = z.infer<typeof rejectedRecord>;

const filter = {
  code: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  topic: z
    .string()
    .regex(/^[\w.-]{1,200}$/)
    .optional(),
  partition: z.coerce.number().int().nonnegative().optional(),
};

export const rejectedQuery = z.object({
  ...filter,
  size: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2_000).optional(),
});
export type RejectedQuery = z.infer<typeof rejectedQuery>;

/** `POST /api/v1/rejected/{id}/resend`. */
export const resendOrder = z.strictObject({
  /** Send although it was sent before, or although not all of its headers were kept. */
  force: z.boolean().default(false),
});
export type ResendOrder = z.infer<typeof resendOrder>;

/** `POST /api/v1/rejected/resend`: the newest letters that the filter finds and that were not yet sent again. */
export const bulkResendOrder = z.strictObject({
  ...filter,
  partition: z.number().int().nonnegative().optional(),
  most: z.number().int().min(1).max(200).default(100),
});
export type BulkResendOrder = z.infer<typeof bulkResendOrder>;

export const bulkResendAnswer = z.object({
  sent: count,
  /** Found, and sent again before. */
  sentBefore: count,
  /** Found, and not kept whole. */
  notWhole: count,
  /** Found, and not taken by the broker; whether one of them arrived is said by its state. */
  failed: count,
  scanned: count,
});
export type BulkResendAnswer = z.infer<typeof bulkResendAnswer>;
