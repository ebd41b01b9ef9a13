/** Null is an empty field. */
export type CsvValue = string | number | null;

/** A table as it is written into a file. */
export interface CsvTable {
  /** Lines above the table, each a name and what it says; with any, an empty line stands before the head. */
  readonly notes?: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvValue[])[];
}

/** What a spreadsheet takes for the beginning of a formula; some take the full-width signs too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * One field by RFC 4180. A text that a spreadsheet would calculate is made inert, and quotes are doubled. A number stays one
 * with all its digits, a negative one too; what is no finite number is empty.
 */
export function csvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const inert = FORMULA.test(value) ? `'${value}` : value;
  return `"${inert.replaceAll('"', '""')}"`;
}

/**
 * A table as CSV: lines end with CR LF, the last one too. It begins with a byte order mark: without it a spreadsheet takes
 * Chinese for Latin.
 */
export function csvOf({ notes = [], columns, rows }: CsvTable): string {
  const above: readonly (readonly CsvValue[])[] = notes.length > 0 ? [...notes, []] : [];
  const lines = [...above, columns, ...rows].map((row) => row.map(csvField).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
