/** One record of the log, as a consumer sees it. */
export interface LogRecord {
  readonly offset: number;
  /** The record's timestamp in the log, milliseconds since 1970 UTC (append time on the topics that we read). */
  readonly logTime: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
  /** For readers that need no buffers of their own. */
  readonly wire?: Wire;
}

/** Where key and value of a record stand in what was fetched. A length of -1: there is none. */
export interface Wire {
  readonly bytes: Buffer;
  readonly keyFrom: number;
  readonly keyLength: number;
  readonly valueFrom: number;
  readonly valueLength: number;
}

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}
