import { createHash } from 'node:crypto';
import { Reader, type Response } from 'maxmind';
import { err, ok, UNKNOWN_COUNTRY, type Result } from '@lianfang/contract';
import { formatCidr, parseCidr, type Cidr } from './cidr';
import { ProblemList, type FileProblem } from './problem';
import { finderIn, NOT_FOUND, type Finder } from './flat-table';
import { flattenTree, type FlatTree } from './maxmind-tree';
import { createRangeIndex } from './range-index';

/** Which country an address belongs to. */
export interface CountryTable {
  /** SHA-256 of the file's bytes, in hexadecimal: what a chunk's pin names. */
  readonly hash: string;
  /** ISO 3166-1 alpha-2 code, or `ZZ` when the table does not cover the address or the text is no address. */
  countryOf(address: string): string;
  /** The countries of the table, each once. */
  readonly codes: readonly string[];
  /** The place of an address's country among `codes`, or {@link NOT_FOUND}. */
  placeOf(address: string): number;
  /** As `placeOf`, for an address as a number from 0 to 2^32-1. */
  placeOfIpv4(address: number): number;
}

const COUNTRY_CODE = /^[A-Z]{2}$/;
const CSV_HEADER = 'range,country';
/** Every MaxMind file has this before its metadata, within the last 128 KiB. */
const MAXMIND_MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

/**
 * Reads a country table: a MaxMind-format file (recognised by its marker; records with `country_code`, or with
 * `country.iso_code` as GeoLite has them), or else CSV text with the header `range,country`.
 */
export function createCountryTable(bytes: Uint8Array): Result<CountryTable, FileProblem[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hash = createHash('sha256').update(buffer).digest('hex');
  if (buffer.subarray(-128 * 1024).includes(MAXMIND_MARKER)) return fromMaxmind(buffer, hash);
  return fromCsv(buffer.toString('utf8'), hash);
}

function fromCsv(text: string, hash: string): Result<CountryTable, FileProblem[]> {
  const rows = readCountryRanges(text);
  if (!rows.ok) return rows;
  const countries = new CountryList();
  const entries = rows.value.map(({ range, country }) => ({ range, value: countries.place(country) }));
  return ok(tableOf(hash, createRangeIndex(entries), countries.codes));
}

function tableOf(hash: string, { find, findIpv4 }: Finder, codes: readonly string[]): CountryTable {
  const countryOf = (address: string): string => codes[find(address)] ?? UNKNOWN_COUNTRY;
  return { hash, countryOf, codes, placeOf: find, placeOfIpv4: findIpv4 };
}

/** A range and the country that it belongs to. */
export interface CountryRange {
  readonly range: Cidr;
  readonly country: string;
}

/** Reads a country table in CSV, with the header `range,country`, line by line. */
export function readCountryRanges(text: string): Result<CountryRange[], FileProblem[]> {
  const problems = new ProblemList();
  const rows: CountryRange[] = [];
  const seen = new Map<string, number>();
  let header = false;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  lines.forEach((content, at) => {
    const line = at + 1;
    if (content.trim() === '' || content.startsWith('#')) return;
    if (!header) {
      header = true;
      if (content.trim() !== CSV_HEADER) problems.add(line, `the first line must be "${CSV_HEADER}"`);
      return;
    }
    const row = readCsvLine(content);
    if (!row.ok) {
      problems.add(line, row.error);
      return;
    }
    const range = formatCidr(row.value.range);
    if (seen.has(range)) problems.add(line, `range ${range} is there twice, first on line ${seen.get(range)}`);
    seen.set(range, line);
    rows.push(row.value);
  });
  if (rows.length === 0 && problems.found.length === 0) problems.add(1, 'the table has no ranges');
  return problems.found.length > 0 ? err(problems.byLine()) : ok(rows);
}

function readCsvLine(content: string): Result<CountryRange, string> {
  const [rangeText = '', country = '', ...rest] = content.split(',').map((field) => field.trim());
  if (rest.length > 0) return err(`a line must have two fields, ${CSV_HEADER}`);
  const range = parseCidr(rangeText);
  if (!range.ok) return err(range.error.reason);
  if (!COUNTRY_CODE.test(country)) {
    return err(`${JSON.stringify(country.slice(0, 20))} is not a country code; write two capital letters (ISO 3166-1)`);
  }
  return ok({ range: range.value, country });
}

/** The two record forms that country files come in. */
interface CountryRecord {
  readonly country_code?: unknown;
  readonly country?: { readonly iso_code?: unknown };
}

function fromMaxmind(buffer: Buffer, hash: string): Result<CountryTable, FileProblem[]> {
  try {
    const { codes, ipv4, ipv6 } = flattenCountries(buffer);
    return ok(tableOf(hash, finderIn(ipv4, ipv6), codes));
  } catch (error) {
    // The reader throws plain errors of any kind on a file that is cut or damaged.
    return err([{ line: 1, reason: `not a readable MaxMind file: ${(error as Error).message}` }]);
  }
}

/** A function of its own: what looks up later must not hold on to the file. */
function flattenCountries(buffer: Buffer): FlatTree & { readonly codes: readonly string[] } {
  const reader = new Reader<Response>(buffer);
  const countries = new CountryList();
  const flat = flattenTree({ ...reader.metadata, bytes: buffer }, (address) =>
    countries.place(countryIn(reader.get(address) as CountryRecord | null)),
  );
  return { ...flat, codes: countries.codes };
}

function countryIn(record: CountryRecord | null): string {
  const code = record?.country_code ?? record?.country?.iso_code;
  return typeof code === 'string' && COUNTRY_CODE.test(code) ? code : UNKNOWN_COUNTRY;
}

/** Each country once, by its place. */
class CountryList {
  readonly codes: string[] = [];
  private readonly places = new Map<string, number>();

  place(code: string): number {
    if (code === UNKNOWN_COUNTRY) return NOT_FOUND;
    let place = this.places.get(code);
    if (place === undefined) this.places.set(code, (place = this.codes.push(code) - 1));
    return place;
  }
}
