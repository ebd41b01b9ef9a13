/** A record to append. */
export interface OutgoingRecord {
  readonly key: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string>>;
}

/** Where the broker put a record. */
export interface AppendedPlace {
  readonly partition: number;
  readonly offset: number;
}

/** Appends records to topics; a write counts only when every in-sync replica has it. */
export interface LogWriter {
  connect(): Promise<void>;
  /** Resolves when the broker has acknowledged all of them. */
  append(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  /** Appends one record and tells where it stands. */
  appendOne(topic: string, record: OutgoingRecord): Promise<AppendedPlace>;
  close(): Promise<void>;
}
