import { readCsvRow } from '../csv-row';
import { readSyslog } from '../syslog';
import { RECORD_TYPES } from './columns';

/** A record's fields by position. */
export class PanosRow {
  constructor(
    readonly type: string,
    private readonly fields: readonly string[],
    /** The host of a second header, which stood nearer to the record than the relay's. */
    readonly sentBy: string | undefined,
  ) {}

  /** The field at a position (0-based, as in {@link COLUMN}); undefined where it is empty or beyond the record's end. */
  at(position: number): string | undefined {
    const field = this.fields[position];
    return field === '' ? undefined : field;
  }

  /** True where more follows behind a position: then nothing up to it was cut. */
  goesBeyond(position: number): boolean {
    return this.fields.length > position + 1;
  }
}

/** As far as columns are read: those that came later say nothing that is counted. */
const MOST_COLUMNS = 128;
const TYPES = [...RECORD_TYPES.keys()].join('|');
/** `1,2012/04/10 04:39:58,01606001116,TRAFFIC,`: the first column is a number that means nothing. */
const START = new RegExp(String.raw`^\d{1,20},[^,"]{1,40},[^,"]{0,64},(${TYPES}),`);
/** Cortex Data Lake leaves the first column out. */
const START_WITHOUT_FIRST = new RegExp(String.raw`^\d{4}[-/]\d\d[-/][^,"]{5,40},[^,"]{0,64},(${TYPES}),`);
/** `Feb 24 22:06:07 BD-Panorama 1,`: a header that a relay put its own in front of. */
const SECOND_HEADER = /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} |\d{4}-\d\d-)/;

/** True for a message that begins as PAN-OS writes. */
export function isPanos(message: string): boolean {
  return startOf(message) !== undefined;
}

/** The fields of a message, or undefined where it isn't PAN-OS's. */
export function readRow(message: string): PanosRow | undefined {
  const start = startOf(message);
  if (start === undefined) return undefined;
  const { text, type, isShifted, sentBy } = start;
  const fields = readCsvRow(text, MOST_COLUMNS);
  return new PanosRow(type, isShifted ? ['', ...fields] : fields, sentBy);
}

interface RowStart {
  readonly text: string;
  readonly type: string;
  readonly isShifted: boolean;
  readonly sentBy?: string | undefined;
}

function startOf(message: string): RowStart | undefined {
  const bare = bareStart(message);
  if (bare !== undefined || !SECOND_HEADER.test(message)) return bare;
  const { header, message: text } = readSyslog(message);
  const behind = bareStart(text);
  return behind && { ...behind, sentBy: header?.host };
}

function bareStart(text: string): RowStart | undefined {
  const usual = START.exec(text)?.[1];
  if (usual !== undefined) return { text, type: usual, isShifted: false };
  const shifted = START_WITHOUT_FIRST.exec(text)?.[1];
  return shifted === undefined ? undefined : { text, type: shifted, isShifted: true };
}
