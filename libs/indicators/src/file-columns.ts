import { err, ok, type Result } from '@lianfang/contract';

const REQUIRED = ['type', 'value', 'scope', 'tlp', 'provider', 'id'] as const;
const OPTIONAL = ['confidence', 'valid_from', 'valid_until'] as const;

/** A column of a file of indicators. */
export type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** Where each column stands, from 0; -1 for one that the file does not have. */
export type FileColumns = Readonly<Record<Column, number>> & { readonly count: number };

const KNOWN: readonly string[] = [...REQUIRED, ...OPTIONAL];

/** Reads the header. @returns the columns, or what is to be written instead. */
export function fileColumns(names: readonly string[]): Result<FileColumns, string> {
  const unknown = names.find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    return err(`${JSON.stringify(unknown.slice(0, 40))} is no column; the first line names them: ${KNOWN.join(',')}`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return err(`the column ${twice} is there twice`);
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0)
    return err(`the first line must name the columns ${REQUIRED.join(',')}; add ${missing.join(',')}`);
  const places = Object.fromEntries(KNOWN.map((name) => [name, names.indexOf(name)]));
  return ok({ ...(places as Record<Column, number>), count: names.length });
}
