/*
 * Where things stand in the scanner's memory. Each is given out once, when the module begins; nothing is freed.
 */

/** Bytes of text that are looked at in one go; behind them are zeros, at which every loop ends. */
export const WINDOW_BYTES: i32 = 262144;
export const WINDOW: usize = memory.data(262400);

/** A field's result: kind, first byte, place behind the last byte, slot. Four numbers of 32 bits. */
export const RESULT_BYTES: usize = 16;
export const MOST_LEAVES: i32 = 256;
export const RESULTS: usize = memory.data(4096);

/** A field's time, where it is one: milliseconds since 1970 UTC, 64-bit numbers. */
export const TIMES: usize = memory.data(2048, 8);

/** Objects of which fields are wanted: 256 slots that name a field of the plan (0: none), then the factor of its hash. */
export const PLAN_BYTES: usize = 260;
export const MOST_PLANS: i32 = 64;
export const PLANS: usize = memory.data(16640);

/** A wanted field: where its name stands, its length, how it is wanted, and its leaf and its plan. Five numbers of 32 bits. */
export const FIELD_BYTES: usize = 20;
export const FIELDS: usize = memory.data(5120);
export const NAMES: usize = memory.data(8192);

/** Strings that were met before: their bytes, and their lengths. */
export const STRING_SLOTS: u32 = 16384;
export const LONGEST_STRING: u32 = 64;
export const STRINGS: usize = memory.data(1048592);
export const STRING_LENGTHS: usize = memory.data(16384);

/** Objects and lists that were met before: their bytes, lengths (16 bits), and whether they are not ASCII alone. */
export const CONTAINER_SLOTS: u32 = 1024;
export const LONGEST_CONTAINER: u32 = 1024;
export const CONTAINERS: usize = memory.data(1048592);
export const CONTAINER_LENGTHS: usize = memory.data(2048);
export const CONTAINER_BEYOND_ASCII: usize = memory.data(1024);
