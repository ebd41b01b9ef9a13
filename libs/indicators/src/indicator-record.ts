import { TLP_LABELS, type IndicatorMatch, type IndicatorType, type TlpLabel } from '@lianfang/contract';
import { describeKey, LONGEST_KEY, type IndicatorKey } from './indicator-key';

/** Bytes of the longest id: 200 characters. */
const LONGEST_ID = 800;
/** Behind the key: TLP, confidence, provider, scope, two instants. */
const FIXED = 1 + 1 + 2 + 2 + 8 + 8;
const LENGTH_BYTES = 2;
const NO_CONFIDENCE = 255;
const STIX_PREFIX = 'indicator--';
const STIX_LENGTH = 47;
const UUID_BYTES = 16;
/** Bytes of a UUID that a dash stands before. */
const DASHES_BEFORE = [4, 6, 8, 10];
/** Before an id that is kept as the 16 bytes of its UUID: no text begins so. */
const UUID_FOLLOWS = 0;

/** One entry of a file beside its value. Provider and scope stand in dictionaries, by their place. */
export interface EntryFields {
  readonly tlp: TlpLabel;
  readonly confidence: number | undefined;
  readonly provider: number;
  readonly scope: number;
  /** Milliseconds since 1970 UTC; NaN for an open end. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly id: string;
}

/** Texts that many entries have in common. */
export interface Dictionaries {
  readonly providers: readonly string[];
  readonly scopes: readonly (readonly string[])[];
}

const scratch = Buffer.alloc(LENGTH_BYTES + 1 + LONGEST_KEY + FIXED + 1 + LONGEST_ID);

/**
 * One entry as bytes: a million of them are tens of megabytes, as objects they would be hundreds.
 * Length (2 bytes) · length of key (1) · key · fixed fields · id. @returns a buffer that the next call overwrites.
 */
export function toRecord(key: IndicatorKey, fields: EntryFields): Buffer {
  scratch[LENGTH_BYTES] = key.length;
  let at = LENGTH_BYTES + 1 + key.bytes.copy(scratch, LENGTH_BYTES + 1, 0, key.length);
  at = scratch.writeUInt8(TLP_LABELS.indexOf(fields.tlp), at);
  at = scratch.writeUInt8(fields.confidence ?? NO_CONFIDENCE, at);
  at = scratch.writeUInt16LE(fields.provider, at);
  at = scratch.writeUInt16LE(fields.scope, at);
  at = scratch.writeDoubleLE(fields.validFrom, at);
  at = scratch.writeDoubleLE(fields.validUntil, at);
  at += writeId(fields.id, at);
  scratch.writeUInt16LE(at, 0);
  return scratch.subarray(0, at);
}

function writeId(id: string, at: number): number {
  if (!writeUuid(id, at + 1)) return scratch.write(id, at, 'utf8');
  scratch[at] = UUID_FOLLOWS;
  return 1 + UUID_BYTES;
}

/** Writes the bytes of a STIX id's UUID. By hand, because each of a million lines has one. @returns false for another id. */
function writeUuid(id: string, at: number): boolean {
  if (id.length !== STIX_LENGTH || !id.startsWith(STIX_PREFIX)) return false;
  for (let byte = 0, from = STIX_PREFIX.length; byte < UUID_BYTES; byte += 1, from += 2) {
    if (DASHES_BEFORE.includes(byte) && id[from++] !== '-') return false;
    const value = hexDigit(id.charCodeAt(from)) * 16 + hexDigit(id.charCodeAt(from + 1));
    if (!(value >= 0)) return false;
    scratch[at + byte] = value;
  }
  return true;
}

/** Of lower case, as an id is to come out again as it went in; NaN for another character. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : NaN;
}

/** An entry in the bytes in which it stands. */
export class IndicatorRecord {
  constructor(
    private readonly bytes: Buffer,
    private readonly start: number,
  ) {}

  get length(): number {
    return this.bytes.readUInt16LE(this.start);
  }

  get keyFrom(): number {
    return this.start + LENGTH_BYTES + 1;
  }

  get keyTo(): number {
    return this.keyFrom + (this.bytes[this.start + LENGTH_BYTES] as number);
  }

  /** True where an event of this time falls into its time. */
  isValidAt(time: number): boolean {
    const from = this.bytes.readDoubleLE(this.keyTo + 6);
    const until = this.bytes.readDoubleLE(this.keyTo + 14);
    return !(time < from) && !(time >= until);
  }

  get scope(): number {
    return this.bytes.readUInt16LE(this.keyTo + 4);
  }

  /** All bytes of it: two entries with the same are one. */
  get whole(): Buffer {
    return this.bytes.subarray(this.start, this.start + this.length);
  }

  get id(): Buffer {
    return this.bytes.subarray(this.keyTo + FIXED, this.start + this.length);
  }

  /** As it is shown. */
  describe({ providers, scopes }: Dictionaries): IndicatorMatch['indicator'] {
    const { bytes, keyTo } = this;
    const { type, text } = describeKey(bytes.subarray(this.keyFrom, keyTo));
    const confidence = bytes[keyTo + 1];
    const [validFrom, validUntil] = [bytes.readDoubleLE(keyTo + 6), bytes.readDoubleLE(keyTo + 14)];
    return {
      id: readId(this.id),
      type: type satisfies IndicatorType,
      value: text,
      provider: providers[bytes.readUInt16LE(keyTo + 2)] ?? '',
      tlp: TLP_LABELS[bytes[keyTo] as number] ?? 'RED',
      scope: [...(scopes[this.scope] ?? [])],
      ...(confidence !== NO_CONFIDENCE && { confidence }),
      ...(!Number.isNaN(validFrom) && { validFrom }),
      ...(!Number.isNaN(validUntil) && { validUntil }),
    };
  }
}

function readId(bytes: Buffer): string {
  if (bytes[0] !== UUID_FOLLOWS) return bytes.toString('utf8');
  const hex = bytes.toString('hex', 1);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `${STIX_PREFIX}${parts.join('-')}`;
}
