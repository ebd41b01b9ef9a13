import type { Reading, Rejection, Result } from '@lianfang/contract';
import type { JsonRecord, SourceRecord } from './source-record';

/** A format whose records are JSON objects, alone or behind a syslog header. */
export interface JsonFormat {
  readonly takes: 'json';
  /** What the `format` header says, in lower case. */
  readonly name: string;
  /** True where the record can only be of this format. Asked in the order of registration. Pure; never throws. */
  readonly recognises: (record: JsonRecord) => boolean;
  /** The common event, a sign of life, or why the record can't be counted. Pure; never throws. */
  readonly read: (record: JsonRecord) => Result<Reading, Rejection>;
}

/** A format whose records are lines of text, alone or behind a syslog header. */
export interface TextFormat {
  readonly takes: 'text';
  /** What the `format` header says, in lower case. */
  readonly name: string;
  /** True where the record can only be of this format. Asked in the order of registration. Pure; never throws. */
  readonly recognises: (record: SourceRecord) => boolean;
  /** The common event, a sign of life, or why the record can't be counted. Pure; never throws. */
  readonly read: (record: SourceRecord) => Result<Reading, Rejection>;
}

/** One format of sensors' records. */
export type SourceFormat = JsonFormat | TextFormat;
