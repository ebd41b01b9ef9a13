const FIRST_SLOTS = 256;

/** Values by whole numbers of 32 bits: open addressing, because a `Map` takes twice as long and is asked several times for each event. */
export class CodeMap<V> {
  private codes = new Int32Array(FIRST_SLOTS);
  private held = new Array<V | undefined>(FIRST_SLOTS).fill(undefined);
  private size = 0;

  get(code: number): V | undefined {
    return this.held[this.placeOf(code)];
  }

  set(code: number, value: V): void {
    const place = this.placeOf(code);
    if (this.held[place] === undefined) this.size += 1;
    this.codes[place] = code;
    this.held[place] = value;
    if (this.size * 2 > this.held.length) this.grow();
  }

  values(): V[] {
    return this.held.filter((value) => value !== undefined);
  }

  /** Of the code, or of the empty slot that would take it. */
  private placeOf(code: number): number {
    const { codes, held } = this;
    const mask = codes.length - 1;
    let place = (Math.imul(code, 0x9e3779b1) >>> 12) & mask;
    while (held[place] !== undefined && codes[place] !== code) place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const { codes, held } = this;
    this.codes = new Int32Array(codes.length * 2);
    this.held = new Array<V | undefined>(codes.length * 2).fill(undefined);
    this.size = 0;
    held.forEach((value, place) => {
      if (value !== undefined) this.set(codes[place] as number, value);
    });
  }
}
