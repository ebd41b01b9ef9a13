/**
 * Why a record was rejected. Codes are stable: dashboards, the ledger and the dead-letter topic group by them.
 * - `empty`: no value, or only white space.
 * - `too-large`: above the size limit, or of more parts than a document may have; refused before parsing.
 * - `not-text`: the value is not valid UTF-8 text.
 * - `not-json`: text, but not one JSON document.
 * - `unknown-format`: no `format` header, and no known format recognises it.
 * - `missing-field`: a field without which the record can't be counted.
 * - `bad-field`: a field is there and can't be read (address, port, number).
 * - `bad-time`: the event time is missing or can't be read.
 * - `too-early`: the event time is further ahead of the record's log time than allowed.
 * - `too-late`: the event time is further behind the record's log time than the topic's lateness window.
 * - `sensor-unregistered`: the sensor is not in the registry, and the registry says that such events are rejected.
 * - `sensor-not-allowed`: the registry does not let the sensor write to this topic, in this format or for this agency.
 */
export const REJECTION_CODES = [
  'empty',
  'too-large',
  'not-text',
  'not-json',
  'unknown-format',
  'missing-field',
  'bad-field',
  'bad-time',
  'too-early',
  'too-late',
  'sensor-unregistered',
  'sensor-not-allowed',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

/** Why one record can't be counted. */
export interface Rejection {
  readonly code: RejectionCode;
  /** For people: what was wrong and where, without the record's own text. */
  readonly detail: string;
}

/** Shorthand for a {@link Rejection}. */
export function rejection(code: RejectionCode, detail: string): Rejection {
  return { code, detail };
}
