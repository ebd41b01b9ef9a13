import { err, rejection, type Reading, type Rejection, type Result } from '@lianfang/contract';
import { CURRENT_EDITION, EDITIONS, type Edition } from './editions';
import { QuickReader } from './quick-reader';
import { UNSTATED_CLOCK, type SensorClock } from './sensor-clock';
import type { SourceFormat, TextPlace } from './source-format';
import { frameRecord, looksLikeJson, parseJsonRecord, type RecordContext, type SourceRecord } from './source-record';

/** Stage 2: text of a record to the common event. */
export interface Normaliser {
  /** Edition and formats: what a chunk's pin names. */
  readonly version: string;
  /** Names of the formats, in the order in which they are tried. */
  readonly formats: readonly string[];
  /**
   * Reads one record. Never throws.
   * @param formatName as its sender states it; without one the format is recognised.
   * @param clock of its sensor; without one a time without zone is UTC.
   */
  readonly read: (text: string, formatName?: string, clock?: SensorClock) => Result<Reading, Rejection>;
  /**
   * Reads one record where it stands, which is several times as fast for formats of JSON. What it answers is what `read`
   * answers; for many records it answers nothing: `read` those.
   */
  readonly readQuick: (
    place: TextPlace,
    formatName?: string,
    clock?: SensorClock,
  ) => Result<Reading, Rejection> | undefined;
}

/** How a {@link Normaliser} is made. */
export interface NormaliserOptions {
  /** A version that this release carries (see {@link carriedVersions}); the newest, without. */
  readonly version?: string;
  /** True to get the event of ignored records too, where their format can describe it. */
  readonly describesIgnored?: boolean;
}

/** The versions that this release carries, newest first: a chunk that an earlier release began is finished as it began. */
export function carriedVersions(): readonly string[] {
  return EDITIONS.map(versionOf).reverse();
}

/** A normaliser of one version. @throws when this release does not carry it: ask {@link carriedVersions} first. */
export function createNormaliser(options: NormaliserOptions = {}): Normaliser {
  const { version = versionOf(CURRENT_EDITION), describesIgnored = false } = options;
  const edition = EDITIONS.find((candidate) => versionOf(candidate) === version);
  if (edition === undefined) {
    throw new Error(`LF-NORMALISER-VERSION: no normaliser ${version}. Use one of: ${carriedVersions().join(', ')}.`);
  }
  const reader = new EditionReader(edition);
  return {
    version,
    formats: reader.names,
    read: (text, formatName, clock = UNSTATED_CLOCK) => reader.read(text, formatName, { clock, describesIgnored }),
    readQuick: (place, formatName, clock = UNSTATED_CLOCK) =>
      reader.quick.read(place, formatName, { clock, describesIgnored }),
  };
}

function versionOf({ number, formats }: Edition): string {
  return `${number}:${namesOf(formats).sort().join('+')}`;
}

/** Each name once, in order: a sensor that writes JSON and lines of text has two readers of one name. */
function namesOf(formats: readonly SourceFormat[]): string[] {
  return [...new Set(formats.map(({ name }) => name))];
}

/** Reads records by the formats of one edition. */
class EditionReader {
  readonly names: readonly string[];
  private readonly byName: ReadonlyMap<string, readonly SourceFormat[]>;
  private readonly known: string;
  readonly quick: QuickReader;

  constructor(private readonly edition: Edition) {
    this.quick = new QuickReader(edition.formats.filter((format) => format.takes === 'json'));
    this.names = namesOf(edition.formats);
    this.byName = Map.groupBy(edition.formats, ({ name }) => name);
    this.known = `known formats: ${this.names.join(', ')}`;
  }

  read(text: string, formatName: string | undefined, context: RecordContext): Result<Reading, Rejection> {
    const record = this.frame(text, context);
    if (formatName === undefined) return this.recognise(record);
    const stated = readerFor(this.byName.get(formatName) ?? [], record);
    if (stated !== undefined) return readAs(stated, record);
    return err(rejection('unknown-format', `the stated format has no reader; ${this.known}`));
  }

  private frame(text: string, context: RecordContext): SourceRecord {
    // Edition 1 knew no syslog header but those that a JSON document may stand behind.
    return this.edition.readsText ? frameRecord(text, context) : { text, message: text, ...context };
  }

  private recognise(record: SourceRecord): Result<Reading, Rejection> {
    const isJson = !this.edition.readsText || looksLikeJson(record);
    if (!isJson) {
      for (const format of this.edition.formats) {
        if (format.takes === 'text' && format.recognises(record)) return format.read(record);
      }
    }
    const json = parseJsonRecord(record);
    // Text that never looked like JSON is no bad JSON.
    if (!json.ok) return isJson || record.message.startsWith('[') ? json : this.unrecognised();
    for (const format of this.edition.formats) {
      if (format.takes === 'json' && format.recognises(json.value)) return format.read(json.value);
    }
    return this.unrecognised();
  }

  private unrecognised(): Result<Reading, Rejection> {
    return err(rejection('unknown-format', `no format recognises the record; ${this.known}`));
  }
}

/** Of two readers of one name, the one of JSON takes what begins as a JSON object. */
function readerFor(formats: readonly SourceFormat[], record: SourceRecord): SourceFormat | undefined {
  const takes = record.message.trimStart().startsWith('{') ? 'json' : 'text';
  return formats.find((one) => one.takes === takes) ?? formats[0];
}

function readAs(format: SourceFormat, record: SourceRecord): Result<Reading, Rejection> {
  if (format.takes === 'text') return format.read(record);
  const json = parseJsonRecord(record);
  return json.ok ? format.read(json.value) : json;
}
