import type { FieldPlan } from './field-plan';
import { SCANNER_MODULE } from './scanner-module';

/** What the scanner says of a leaf; assembly/scanner.ts has the same list. */
export const FOUND = {
  nothing: 0,
  knownString: 1,
  newString: 2,
  plainString: 3,
  smallNumber: 4,
  digits: 5,
  knownContainer: 6,
  newContainer: 7,
  newContainerBeyondAscii: 8,
  other: 9,
  object: 10,
  ipv4: 11,
  moment: 12,
} as const;

/** Bytes that the scanner holds at a time. */
export const WINDOW_BYTES = 262_144;
export const STRING_SLOTS = 16_384;
export const CONTAINER_SLOTS = 1_024;

const PLAN_BYTES = 260;
const FIELD_BYTES = 20;

/** What assembly/scanner.ts exports. */
interface ScannerExports {
  readonly memory: WebAssembly.Memory;
  windowAt(): number;
  resultsAt(): number;
  timesAt(): number;
  plansAt(): number;
  fieldsAt(): number;
  namesAt(): number;
  begin(leaves: number): void;
  scan(from: number, to: number): number;
  keepString(slot: number, from: number, to: number): void;
  keepContainer(slot: number, from: number, to: number, beyondAscii: boolean): void;
}

/** The scanner's module with memory of its own (4 MiB), and one plan written into it. */
export class Scanner {
  private readonly exports: ScannerExports;
  /** Text that is scanned; zeros behind it. */
  readonly window: Uint8Array;
  /** Four numbers for each leaf: what was found, its first byte, the place behind its last, its slot (for IPv4 its number). */
  readonly results: Int32Array;
  /** Milliseconds since 1970 UTC of each leaf where a moment was found. */
  readonly times: Float64Array;

  constructor(plan: FieldPlan) {
    const module = new WebAssembly.Module(Buffer.from(SCANNER_MODULE, 'base64'));
    this.exports = new WebAssembly.Instance(module, {}).exports as unknown as ScannerExports;
    const { buffer } = this.exports.memory;
    this.window = new Uint8Array(buffer, this.exports.windowAt(), WINDOW_BYTES);
    this.results = new Int32Array(buffer, this.exports.resultsAt(), plan.leaves.length * 4);
    this.times = new Float64Array(buffer, this.exports.timesAt(), plan.leaves.length);
    this.write(plan, new DataView(buffer));
    this.exports.begin(plan.leaves.length);
  }

  /** @returns 0 for any doubt, 1 when all is ASCII, 2 when the caller has to look whether it is UTF-8. */
  scan(from: number, to: number): number {
    return this.exports.scan(from, to);
  }

  /** Makes a string of the window a known one. */
  keepString(slot: number, from: number, to: number): void {
    this.exports.keepString(slot, from, to);
  }

  /** Makes an object or list of the window a known one. */
  keepContainer(slot: number, place: { readonly from: number; readonly to: number }, beyondAscii: boolean): void {
    this.exports.keepContainer(slot, place.from, place.to, beyondAscii);
  }

  private write({ objects, fields }: FieldPlan, memory: DataView): void {
    objects.forEach(({ slots, factor }, number) => {
      const at = this.exports.plansAt() + number * PLAN_BYTES;
      new Uint8Array(memory.buffer, at, slots.length).set(slots);
      memory.setUint32(at + slots.length, factor, true);
    });
    let nameAt = 0;
    fields.forEach(({ name, kind, leaf, plan }, number) => {
      const at = this.exports.fieldsAt() + number * FIELD_BYTES;
      [nameAt, name.length, kind, leaf, plan].forEach((value, index) => memory.setUint32(at + 4 * index, value, true));
      new Uint8Array(memory.buffer, this.exports.namesAt() + nameAt, name.length).set(name);
      nameAt += name.length;
    });
  }
}
