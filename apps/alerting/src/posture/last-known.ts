/** What was read last, for as long as it may stand in while reading fails. */
export class LastKnown<T> {
  private held: { readonly value: T; readonly at: number } | undefined;

  /** @param keptMs how far behind the asked instant it may be; milliseconds */
  constructor(private readonly keptMs: number) {}

  /** @param at the instant that it is true of, milliseconds since 1970 UTC */
  set(value: T, at: number): void {
    this.held = { value, at };
  }

  /** Undefined where nothing was read, or too long before `at`. */
  get(at: number): T | undefined {
    return this.held && at - this.held.at <= this.keptMs ? this.held.value : undefined;
  }

  /** True when what is held was read for this very instant. */
  isOf(at: number): boolean {
    return this.held?.at === at;
  }
}
