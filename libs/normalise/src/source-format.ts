import type { Reading, Rejection, Result } from '@lianfang/contract';
import type { FieldPicker, WantedFields } from '@lianfang/json-fields';
import type { JsonObject, JsonRecord, RecordContext, SourceRecord } from './source-record';

/** A format whose records are JSON objects, alone or behind a syslog header. */
export interface JsonFormat {
  readonly takes: 'json';
  /** What the `format` header says, in lower case. */
  readonly name: string;
  /** True where the record can only be of this format. Asked in the order of registration. Pure; never throws. */
  readonly recognises: (record: JsonRecord) => boolean;
  /** The common event, a sign of life, or why the record can't be counted. Pure; never throws. */
  readonly read: (record: JsonRecord) => Result<Reading, Rejection>;
  /** What `recognises` asks of a document; without it, documents that come as far as this format are parsed. */
  readonly marks?: WantedFields;
  /** How its documents are read without parsing all that is in them; without it, they are parsed. */
  readonly quick?: QuickFields;
}

/** The fields that a format reads of nearly all its documents. */
export interface QuickFields {
  /** Every field that `recognises` and `read` may ask for, unless `suffices` is false. */
  readonly wanted: WantedFields;
  /** False where `read` would ask this document for more. */
  readonly suffices: (document: JsonObject) => boolean;
  /** A reader of the usual records of the format; only the format that is asked first can have one. */
  readonly places?: (picker: FieldPicker) => PlaceReader;
}

/** A text where it stands among others: `bytes` from `from` to `to`, which is not included. */
export interface TextPlace {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
}

/** Reads usual records straight from where their fields stand. */
export interface PlaceReader {
  /**
   * Reads the text that the picker has scanned last. What it answers is what the format's `read` answers, and that the format
   * recognises it is certain; where either is in doubt, it answers nothing.
   */
  read(place: TextPlace, context: RecordContext): Result<Reading, Rejection> | undefined;
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
