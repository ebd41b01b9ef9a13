import { isUtf8 } from 'node:buffer';
import { FieldPlan, type Leaf, type Picked, type WantedFields } from './field-plan';
import { CONTAINER_SLOTS, FOUND, Scanner, STRING_SLOTS, WINDOW_BYTES } from './scanner';

/** What is the same value as before where its slot is the same: one bit each. */
const STAYS =
  (1 << FOUND.nothing) |
  (1 << FOUND.knownString) |
  (1 << FOUND.smallNumber) |
  (1 << FOUND.knownContainer) |
  (1 << FOUND.object);

/** What `toString('latin1', …)` ends in, without its looking at how it was called: it is called several times for each text. */
interface SlicedBuffer extends Buffer {
  latin1Slice(from: number, to: number): string;
}

/** How to read what the picker does not read itself. */
export interface FieldPickerOptions {
  /** Parses the text of a JSON value as it would be parsed within the whole document; undefined for what is none. */
  readonly parse: (text: string) => unknown;
}

/**
 * Takes the wanted fields out of a JSON object, in one pass over its bytes. What it gives is what `parse` would give of
 * those fields, to the last detail; where it is not sure (an escaped name, an object of wanted fields twice, nesting
 * deeper than 60, anything that is no JSON) it gives nothing, and the whole text is to be parsed. It never decides that
 * a text is wrong.
 */
export class FieldPicker {
  private readonly plan: FieldPlan;
  private readonly scanner: Scanner;
  /** What was made of known strings, and of known objects and lists, by slot. */
  private readonly strings = new Array<string>(STRING_SLOTS).fill('');
  private readonly containers = new Array<unknown>(CONTAINER_SLOTS).fill(undefined);
  /** What was found of each leaf in the text before, and its slot: what is the same stays where it is. */
  private readonly before: Int32Array;
  /** Leaves whose text is new and may be known next time. */
  private readonly learnt: number[] = [];
  private bytes = Buffer.alloc(0) as SlicedBuffer;
  /** Which of the bytes the scanner holds. */
  private windowFrom = 0;
  private windowTo = 0;

  constructor(
    wanted: WantedFields,
    private readonly options: FieldPickerOptions,
  ) {
    this.plan = new FieldPlan(wanted);
    this.scanner = new Scanner(this.plan);
    this.before = new Int32Array(2 * this.plan.leaves.length);
  }

  /**
   * @param from first byte of the text. @param to behind its last.
   * @returns the wanted fields; undefined for any doubt. The object, and those in it, are filled anew for the next text.
   */
  pick(bytes: Buffer, from: number, to: number): Picked | undefined {
    return this.scan(bytes, from, to) ? this.take() : undefined;
  }

  /**
   * Looks where the wanted fields are, and makes nothing of them: until the next call {@link take} gives them, and `…At`
   * says what is at a place that {@link placeOf} gave.
   * @returns false for any doubt.
   */
  scan(bytes: Buffer, from: number, to: number): boolean {
    if (bytes !== this.bytes || from < this.windowFrom || to > this.windowTo) {
      if (to - from > WINDOW_BYTES) return false;
      this.load(bytes, from);
    }
    const state = this.scanner.scan(from - this.windowFrom, to - this.windowFrom);
    return state !== 0 && (state !== 2 || isUtf8(bytes.subarray(from, to)));
  }

  /** What the last {@link scan} found, as {@link pick} gives it. */
  take(): Picked | undefined {
    return this.fill() ? this.plan.picked : undefined;
  }

  /** The place of a wanted field, by its name and those of the objects around it, for the methods that end in `At`. */
  placeOf(...path: readonly string[]): number {
    let into: Picked | undefined = this.plan.picked;
    for (const [depth, name] of path.entries()) {
      const number = this.plan.leaves.findIndex((leaf) => leaf.into === into && leaf.name === name);
      if (number >= 0 && depth === path.length - 1) return number;
      into = this.plan.leaves[number]?.parts;
    }
    throw new Error(`LF-JSON-FIELDS: ${path.join('.')} is not among the wanted fields. Add it to them.`);
  }

  /** True where the text has no such field. */
  isNothingAt(place: number): boolean {
    return this.scanner.results[4 * place] === FOUND.nothing;
  }

  /** A string, object or list that came before: the same one as then. Undefined for anything else. */
  knownAt(place: number): unknown {
    const { results } = this.scanner;
    const found = results[4 * place];
    if (found === FOUND.knownString) return this.strings[results[4 * place + 3] as number];
    return found === FOUND.knownContainer ? this.containers[results[4 * place + 3] as number] : undefined;
  }

  /** Where what {@link knownAt} gives is kept, from 0: below `CONTAINER_SLOTS` for objects and lists. */
  slotAt(place: number): number {
    return this.scanner.results[4 * place + 3] as number;
  }

  /** A whole number from 0 to 999,999,999; -1 for anything else. */
  numberAt(place: number): number {
    const { results } = this.scanner;
    return results[4 * place] === FOUND.smallNumber ? (results[4 * place + 3] as number) : -1;
  }

  /** An IPv4 address (kind `address`) as a number from 0 to 2^32-1; -1 for anything else. */
  addressAt(place: number): number {
    const { results } = this.scanner;
    return results[4 * place] === FOUND.ipv4 ? (results[4 * place + 3] as number) >>> 0 : -1;
  }

  /** A time in the usual form (kind `time`), milliseconds since 1970 UTC; NaN for anything else. */
  timeAt(place: number): number {
    return this.scanner.results[4 * place] === FOUND.moment ? (this.scanner.times[place] as number) : NaN;
  }

  /** A string of ASCII without escapes; undefined for anything else. */
  textAt(place: number): string | undefined {
    const found = this.scanner.results[4 * place] as number;
    if (found === FOUND.knownString) return this.strings[this.scanner.results[4 * place + 3] as number];
    const isPlain = found === FOUND.newString || found === FOUND.plainString || found === FOUND.ipv4;
    return isPlain ? this.bytes.latin1Slice(this.fromAt(place), this.toAt(place)) : undefined;
  }

  /** True for a whole number without sign (kind `id`). */
  isDigitsAt(place: number): boolean {
    return this.scanner.results[4 * place] === FOUND.digits;
  }

  /** First byte of what stands there, without quotes. */
  fromAt(place: number): number {
    return (this.scanner.results[4 * place + 1] as number) + this.windowFrom;
  }

  /** Behind its last byte. */
  toAt(place: number): number {
    return (this.scanner.results[4 * place + 2] as number) + this.windowFrom;
  }

  /** Texts that are scanned one after the other stand one after the other: the scanner takes many at a time. */
  private load(bytes: Buffer, from: number): void {
    const to = Math.min(bytes.length, from + WINDOW_BYTES);
    const { window } = this.scanner;
    window.set(bytes.subarray(from, to));
    window.fill(0, to - from);
    this.bytes = bytes as SlicedBuffer;
    this.windowFrom = from;
    this.windowTo = to;
  }

  /** @returns false when a value turned out to be none. */
  private fill(): boolean {
    const { before, learnt } = this;
    const { results } = this.scanner;
    const { leaves } = this.plan;
    learnt.length = 0;
    for (let number = 0; number < leaves.length; number += 1) {
      const found = results[4 * number] as number;
      const slot = results[4 * number + 3] as number;
      if (found === before[2 * number] && slot === before[2 * number + 1] && (STAYS >> found) & 1) continue;
      const leaf = leaves[number] as Leaf;
      const value = found === FOUND.nothing ? undefined : this.valueOf(number, leaf);
      if (value === undefined && found !== FOUND.nothing) return false;
      leaf.into[leaf.name] = value;
      before[2 * number] = found;
      before[2 * number + 1] = slot;
    }
    // Only now: what is new may take the slot of what was known a moment ago.
    for (const number of learnt) this.learn(number, leaves[number] as Leaf);
    return true;
  }

  private valueOf(number: number, leaf: Leaf): unknown {
    const { results } = this.scanner;
    const from = (results[4 * number + 1] as number) + this.windowFrom;
    const to = (results[4 * number + 2] as number) + this.windowFrom;
    const slot = results[4 * number + 3] as number;
    switch (results[4 * number]) {
      case FOUND.knownString:
        return this.strings[slot];
      case FOUND.knownContainer:
        return this.containers[slot];
      case FOUND.smallNumber:
        return slot;
      case FOUND.object:
        return leaf.parts;
      case FOUND.plainString:
      case FOUND.digits:
      case FOUND.ipv4:
      case FOUND.moment:
        return this.bytes.latin1Slice(from, to);
      case FOUND.newString:
        this.learnt.push(number);
        return this.bytes.latin1Slice(from, to);
      case FOUND.other:
        return this.options.parse(this.bytes.toString('utf8', from, to));
      default:
        this.learnt.push(number);
        return this.options.parse(this.bytes.toString('utf8', from, to));
    }
  }

  private learn(number: number, { into, name }: Leaf): void {
    const { results } = this.scanner;
    const found = results[4 * number] as number;
    const from = results[4 * number + 1] as number;
    const to = results[4 * number + 2] as number;
    const slot = results[4 * number + 3] as number;
    if (found === FOUND.newString) {
      this.strings[slot] = into[name] as string;
      this.scanner.keepString(slot, from, to);
      this.doubtBefore(FOUND.knownString, slot);
    } else {
      this.containers[slot] = into[name];
      this.scanner.keepContainer(slot, { from, to }, found === FOUND.newContainerBeyondAscii);
      this.doubtBefore(FOUND.knownContainer, slot);
    }
  }

  /** The slot holds something else now: whoever had what was in it does not have what is in it. */
  private doubtBefore(found: number, slot: number): void {
    const { before } = this;
    for (let at = 0; at < before.length; at += 2) {
      if (before[at] === found && before[at + 1] === slot) before[at] = -1;
    }
  }
}
