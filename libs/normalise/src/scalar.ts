/** The longest names and ids that are kept: a record of 256 KiB must not become a name of 256 KiB. */
const LONGEST_NAME = 512;
const LONGEST_ID = 128;

/** The first element of an array, else the value itself: Elasticsearch lets any field hold either. */
export function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value.find((one) => one !== null) as unknown) : value;
}

/** A name as its vendor wrote it, well-formed, at most 512 characters; undefined unless it is text or a number. */
export function readName(value: unknown): string | undefined {
  return readText(value, LONGEST_NAME);
}

/** An id or a key: as {@link readName}, trimmed, at most 128 characters. */
export function readId(value: unknown): string | undefined {
  const text = readText(value, LONGEST_ID);
  return text === undefined || isTrim(text) ? text : text.trim();
}

/** A word of a vocabulary in lower case; undefined unless it is text. */
export function readWord(value: unknown): string | undefined {
  return typeof value === 'string' ? readId(value)?.toLowerCase() : undefined;
}

/** All words of a field that holds one or several. */
export function readWords(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value.slice(0, 32) : [value];
  return values.map(readWord).filter((word) => word !== undefined);
}

/** A finite number, also written as decimal text; else undefined. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(value) ? Number(value) : undefined;
}

function readText(value: unknown, longest: number): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.length > longest ? value.slice(0, longest) : value;
  if (!isInk(text.charCodeAt(0)) && !/\S/.test(text)) return undefined;
  // A lone surrogate can't be written as UTF-8; Elasticsearch and Kafka would each make something else of it.
  return text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Nearly every text begins and ends with a visible character of ASCII: there is nothing to cut off then. */
function isTrim(text: string): boolean {
  return isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1));
}

function isInk(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}
