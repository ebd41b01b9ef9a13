import type { CsvValue } from './csv';

/** What is taken out of a screen: its table, as shown, and what it says about itself. */
export interface ExportTable {
  /** See `exportNotes`. */
  readonly notes: readonly (readonly [name: string, value: string])[];
  /** `key` names the values in JSON, `name` is the head as on screen. */
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  /** One value for each column. */
  readonly rows: readonly (readonly CsvValue[])[];
}

/** The table as JSON: `notes` as name and value, `columns` with their names, and one object for each row. */
export function jsonOf({ notes, columns, rows }: ExportTable): string {
  const named = rows.map((row) => Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? null])));
  const said: Record<string, string> = {};
  for (const [name, value] of notes) said[name] = said[name] === undefined ? value : `${said[name]}; ${value}`;
  return `${JSON.stringify({ notes: said, columns, rows: named }, null, 2)}\n`;
}
