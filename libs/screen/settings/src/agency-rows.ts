import type { CountySettingsAnswer, LocalName } from '@lianfang/contract';

/** An agency of the county in the list. */
export interface AgencyRow {
  readonly id: string;
  /** What the directory calls it; null where it knows it no longer. */
  readonly directory: LocalName | null;
  /** What the county calls it, as it is being written; null where that is the directory's name. */
  readonly own: LocalName | null;
  /** The name that was set, for one that the directory knows no longer. */
  readonly called: LocalName;
}

type Names = Readonly<Record<string, LocalName>>;

function own(names: Names, id: string): LocalName | undefined {
  return Object.hasOwn(names, id) ? names[id] : undefined;
}

/**
 * First those that the directory knows no longer, then those with a name of their own as it is set, then all others: what
 * somebody writes moves no line.
 */
export function agencyRows(
  { directoryNames, agencyNames }: Pick<CountySettingsAnswer, 'directoryNames' | 'agencyNames'>,
  names: Names,
  order: (one: LocalName, other: LocalName) => number,
): readonly AgencyRow[] {
  const gone = Object.keys(names).filter((id) => !Object.hasOwn(directoryNames, id));
  const ids = [...gone, ...Object.keys(directoryNames)];
  const rows = ids.map((id): AgencyRow => {
    const directory = own(directoryNames, id) ?? null;
    const named = own(names, id) ?? null;
    return { id, directory, own: named, called: directory ?? own(agencyNames, id) ?? named ?? { zh: id, en: id } };
  });
  const rank = (row: AgencyRow): number => (row.directory === null ? 0 : Object.hasOwn(agencyNames, row.id) ? 1 : 2);
  return rows.sort((one, other) => rank(one) - rank(other) || order(one.called, other.called));
}

/** Whether a row has all words of a search in its names or its id. */
export function isFound({ id, directory, own: named }: AgencyRow, search: string): boolean {
  const text = [id, directory?.zh, directory?.en, named?.zh, named?.en].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
