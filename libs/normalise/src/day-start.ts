/** Records come in the order of their days: the one before is nearly always the one that is asked for again. */
const lastAsked = { year: Number.NaN, month: 0, day: 0, start: undefined as number | undefined };

/** Start of a day, ms since 1970 UTC; undefined for a day that no calendar has. */
export function dayStart(year: number, month: number, day: number): number | undefined {
  if (year !== lastAsked.year || month !== lastAsked.month || day !== lastAsked.day) {
    Object.assign(lastAsked, { year, month, day, start: makeDay(year, month, day) });
  }
  return lastAsked.start;
}

/** `Date.UTC` rolls 30 February over and takes year 99 for 1999; both would invent a time. */
function makeDay(year: number, month: number, day: number): number | undefined {
  const date = new Date(0).setUTCFullYear(year, month - 1, day);
  const made = new Date(date);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? date : undefined;
}
