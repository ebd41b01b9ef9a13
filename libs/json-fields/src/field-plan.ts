/**
 * How a wanted field is given:
 * - `text`: a string that is another one each time;
 * - `word`: a string that comes again and again;
 * - `id`: as `text`, and a whole number as its digits, so that none is too long to be exact;
 * - `value`: anything that comes again and again, with all that is in it;
 * - `address`: as `word`, and for IPv4 also as its number (see `FieldPicker.addressAt`);
 * - `time`: as `text`, and in the usual form also as milliseconds (see `FieldPicker.timeAt`).
 * A value of another kind than is expected is given as it is, or the whole text is doubted.
 */
export type FieldKind = 'text' | 'word' | 'id' | 'value' | 'address' | 'time';

/** The wanted fields of an object: each by its kind, or, for an object of which only some fields are wanted, by those. */
export interface WantedFields {
  readonly [name: string]: FieldKind | WantedFields;
}

/** Wanted fields as they were found; undefined where the text has none. */
export type Picked = Record<string, unknown>;

/** Where the value of a wanted field goes. */
export interface Leaf {
  readonly name: string;
  readonly into: Picked;
  /** For an object of which only some fields are wanted: what these go into. */
  readonly parts?: Picked;
}

/** One object's part of a plan, as the scanner has it: which of its 256 slots holds which field. */
export interface PlannedObject {
  readonly slots: Uint8Array;
  readonly factor: number;
}

/** A wanted field, as the scanner has it. */
export interface PlannedField {
  readonly name: Uint8Array;
  readonly kind: number;
  readonly leaf: number;
  /** Number of the object's plan, for an object of which only some fields are wanted. */
  readonly plan: number;
}

const KINDS: Readonly<Record<FieldKind, number>> = { text: 0, word: 1, id: 2, value: 3, address: 5, time: 6 };
const PARTS = 4;
const SLOTS = 256;
const MOST_FIELDS = 255;
const MOST_TRIES = 100_000;

/** Wanted fields, arranged for the scanner. All objects that are filled are made here, once. */
export class FieldPlan {
  readonly objects: PlannedObject[] = [];
  readonly fields: PlannedField[] = [];
  readonly leaves: Leaf[] = [];
  /** What the outermost object's fields go into. */
  readonly picked: Picked;

  constructor(wanted: WantedFields) {
    this.picked = this.add(wanted);
    if (this.fields.length > MOST_FIELDS) {
      throw new Error(
        `LF-JSON-FIELDS: ${this.fields.length} fields are wanted, ${MOST_FIELDS} at most. Leave some out.`,
      );
    }
  }

  private add(wanted: WantedFields): Picked {
    const names = Object.keys(wanted);
    // All fields from the beginning and always in this order: reading them is fastest when every object is alike.
    const picked: Picked = Object.fromEntries(names.map((name) => [name, undefined]));
    const number = this.objects.push({ slots: new Uint8Array(SLOTS), factor: 0 }) - 1;
    const own: { readonly bytes: Uint8Array; readonly field: number }[] = [];
    for (const [name, kind] of Object.entries(wanted)) {
      const bytes = new TextEncoder().encode(name);
      const isWhole = typeof kind === 'string';
      const at = { leaf: this.leaves.length, plan: isWhole ? 0 : this.objects.length };
      own.push({ bytes, field: this.fields.length });
      this.fields.push({ name: bytes, kind: isWhole ? KINDS[kind] : PARTS, ...at });
      this.leaves.push({ name, into: picked });
      if (!isWhole) this.leaves[at.leaf] = { name, into: picked, parts: this.add(kind) };
    }
    this.objects[number] = arranged(own);
    return picked;
  }
}

/** Looks for a factor by which no two names share a slot: a name's length and three of its bytes say which one it may be. */
function arranged(names: readonly { readonly bytes: Uint8Array; readonly field: number }[]): PlannedObject {
  const keys = names.map(({ bytes }) => keyOf(bytes));
  if (new Set(keys).size < keys.length) {
    throw new Error('LF-JSON-FIELDS: two wanted names are too much alike. Leave one out.');
  }
  for (let factor = 0x9e3779b1, tries = 0; tries < MOST_TRIES; tries += 1, factor = (factor + 0x632be5a6) >>> 0) {
    const slots = new Uint8Array(SLOTS);
    const isFree = keys.every((key, index) => {
      const slot = Math.imul(key, factor) >>> 24;
      if (slots[slot] !== 0) return false;
      slots[slot] = (names[index]?.field ?? 0) + 1;
      return true;
    });
    if (isFree) return { slots, factor };
  }
  throw new Error('LF-JSON-FIELDS: no arrangement of the wanted names was found. Leave some out.');
}

/** As assembly/scanner.ts makes it: of the length, the first and the last byte, and the one at three quarters. */
function keyOf(bytes: Uint8Array): number {
  const at = (place: number): number => bytes[place] ?? 0;
  const { length } = bytes;
  return ((length << 24) | (at(0) << 16) | (at(length - 1) << 8) | at((length * 3) >> 2)) >>> 0;
}
