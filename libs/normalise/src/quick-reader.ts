import type { Reading, Rejection, Result } from '@lianfang/contract';
import { FieldPicker, type WantedFields } from '@lianfang/json-fields';
import type { JsonFormat, PlaceReader, TextPlace } from './source-format';
import { MAY_HAVE_MORE, parseJsonText } from './json-text';
import type { JsonObject, JsonRecord, RecordContext } from './source-record';

type Read = Result<Reading, Rejection>;

const OPEN_OBJECT = 0x7b;

/**
 * Reads JSON records without parsing all that is in them. It takes the fields that the formats ask for, and hands them to
 * the same `recognises` and `read` as a parsed document; where that could make a difference it answers nothing, and the
 * record is parsed.
 */
export class QuickReader {
  private readonly picker: FieldPicker;
  private readonly first: JsonFormat | undefined;
  private readonly places: PlaceReader | undefined;

  /** @param formats of JSON, in the order in which they are asked. */
  constructor(private readonly formats: readonly JsonFormat[]) {
    const wanted = formats.flatMap(({ marks, quick }) => [marks ?? {}, quick?.wanted ?? {}]);
    this.picker = new FieldPicker(wanted.reduce(joined, {}), { parse: parseValue });
    this.first = formats[0];
    this.places = this.first?.quick?.places?.(this.picker);
  }

  /** @returns undefined where the record has to be parsed. */
  read(place: TextPlace, formatName: string | undefined, context: RecordContext): Read | undefined {
    const { bytes, from, to } = place;
    if (bytes[from] !== OPEN_OBJECT || to - from > MAY_HAVE_MORE) return undefined;
    if (!this.picker.scan(bytes, from, to)) return undefined;
    const usual = this.readUsual(place, formatName, context);
    if (usual !== undefined) return usual;
    const document = this.picker.take();
    if (document === undefined) return undefined;
    const record = new QuickRecord(place, document, context);
    const format = formatName === undefined ? this.recognise(record) : this.named(formatName);
    return format?.quick?.suffices(document) ? format.read(record) : undefined;
  }

  /** Where no other format is asked before, what the places say is certain. */
  private readUsual(place: TextPlace, formatName: string | undefined, context: RecordContext): Read | undefined {
    const isFirst = formatName === undefined || formatName === this.first?.name;
    return isFirst ? this.places?.read(place, context) : undefined;
  }

  private recognise(record: JsonRecord): JsonFormat | undefined {
    for (const format of this.formats) {
      if (format.marks === undefined) return undefined;
      if (format.recognises(record)) return format;
    }
    return undefined;
  }

  private named(name: string): JsonFormat | undefined {
    return this.formats.find((format) => format.name === name);
  }
}

/** A record of which only the wanted fields were taken; its text is made if somebody asks for it. */
class QuickRecord implements JsonRecord {
  readonly clock: RecordContext['clock'];
  readonly describesIgnored: boolean;

  constructor(
    private readonly place: TextPlace,
    readonly document: JsonObject,
    { clock, describesIgnored }: RecordContext,
  ) {
    this.clock = clock;
    this.describesIgnored = describesIgnored;
  }

  get text(): string {
    const { bytes, from, to } = this.place;
    return bytes.toString('utf8', from, to);
  }

  get message(): string {
    return this.text;
  }
}

/** As within a document: what a number may be depends on what stands around it. */
function parseValue(text: string): unknown {
  const parsed = parseJsonText(`[${text}]`);
  return parsed.ok ? (parsed.value as readonly unknown[])[0] : undefined;
}

/** All fields of both. Where one wants an object whole, so do both. */
function joined(one: WantedFields, other: WantedFields): WantedFields {
  const all: Record<string, WantedFields[string]> = { ...one };
  for (const [name, kind] of Object.entries(other)) {
    const known = all[name];
    if (known === undefined) all[name] = kind;
    else if (typeof known === 'object' && typeof kind === 'object') all[name] = joined(known, kind);
    else if (typeof known === 'object' || kind === 'value') all[name] = kind;
  }
  return all;
}
