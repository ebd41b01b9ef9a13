/** What the operator says of one sensor, so that its records can be read. */
export interface SensorSettings {
  /** IANA name of the zone in which it writes times without a zone. */
  readonly timeZone: string;
  /** Name of its source format, for records that come without the header `format`. */
  readonly format?: string;
}
