import type { Direction } from './taxonomy';

/** The county of an event that no protected range covers. Only the centre sees it; it is never a default county. */
export const UNLOCATED = 'unlocated';

/** The country of an address that no country table covers (ISO 3166-1 user-assigned code). */
export const UNKNOWN_COUNTRY = 'ZZ';

/** Where an event belongs: stamped once, at aggregation, and carried by all that is made of it. */
export interface Location {
  /** 5-digit county code, or {@link UNLOCATED}. */
  readonly county: string;
  /** Agency id of the directory; missing when unlocated. */
  readonly agency?: string;
  readonly direction: Direction;
  /** County of a protected initiator: outbound and internal events. It may be another one than `county`. */
  readonly initiatorCounty?: string;
  /** Agency id of a protected initiator. */
  readonly initiatorAgency?: string;
  /** ISO 3166-1 alpha-2 code of the initiator's country; `TW` for a protected initiator, `ZZ` when unknown. */
  readonly sourceCountry: string;
  /** Which of its locator's places this is, counted from 0: for tables in memory. Never stored. */
  readonly number?: number;
}
