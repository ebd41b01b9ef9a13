import type {
  Agency,
  Directory,
  DirectoryAgency,
  DirectoryDiff,
  DirectoryWarning,
  LocalName,
} from '@lianfang/contract';

type CountyChange = DirectoryDiff['counties'][number];

/** What one directory has and the other has not. Lists are in the order of ids and codes. */
export function diffDirectories(before: Directory, after: Directory): DirectoryDiff {
  const was = byId(before);
  const is = byId(after);
  const changed: DirectoryDiff['changed'] = [];
  let unchanged = 0;
  for (const [id, agency] of is) {
    const old = was.get(id);
    if (old === undefined) continue;
    if (JSON.stringify(old) === JSON.stringify(agency)) unchanged += 1;
    else changed.push({ before: old, after: agency });
  }
  const added = [...is.values()].filter(({ id }) => !was.has(id));
  const removed = [...was.values()].filter(({ id }) => !is.has(id));
  const touched = new Set([...added, ...removed, ...changed.flatMap((one) => [one.before, one.after])].map(countyOf));
  return { added, removed, changed, unchanged, counties: countyChanges(before, after, touched) };
}

/** What of a diff may be a mistake. @param before how many agencies there were */
export function directoryWarnings(diff: DirectoryDiff, before: Directory, after: Directory): DirectoryWarning[] {
  const left = new Set(after.counties.map(({ code }) => code));
  const found: DirectoryWarning[] = diff.counties.flatMap(({ code, agencies, protectedAddresses }) => {
    if (!left.has(code)) return [warning('county-gone', code, agencies)];
    if (agencies.before > 0 && agencies.after === 0) return [warning('county-empty', code, agencies)];
    return protectedAddresses.after * 2 < protectedAddresses.before
      ? [warning('county-addresses-halved', code, protectedAddresses)]
      : [];
  });
  const { length } = before.agencies;
  if (diff.removed.length * 10 > length)
    found.push(warning('agencies-gone', null, { before: length, after: after.agencies.length }));
  return found;
}

function warning(
  code: DirectoryWarning['code'],
  county: string | null,
  { before, after }: CountyChange['agencies'],
): DirectoryWarning {
  return { code, county, before, after };
}

function countyChanges(before: Directory, after: Directory, touched: ReadonlySet<string>): CountyChange[] {
  const names = (directory: Directory): Map<string, LocalName> =>
    new Map(directory.counties.map(({ code, name }) => [code, name]));
  const [was, is] = [names(before), names(after)];
  const codes = [...new Set([...was.keys(), ...is.keys()])].sort();
  return codes.flatMap((code) => {
    const [old, now] = [was.get(code), is.get(code)];
    const name = now ?? old;
    if (name === undefined) return [];
    if (!touched.has(code) && JSON.stringify(old) === JSON.stringify(now)) return [];
    const [had, has] = [sumOf(before, code), sumOf(after, code)];
    const agencies = { before: had.agencies, after: has.agencies };
    return [{ code, name, agencies, protectedAddresses: { before: had.addresses, after: has.addresses } }];
  });
}

function sumOf({ agencies }: Directory, code: string): { agencies: number; addresses: number } {
  const own = agencies.filter(({ county }) => county === code);
  return { agencies: own.length, addresses: own.reduce((sum, one) => sum + one.protectedAddresses, 0) };
}

function byId({ agencies }: Directory): Map<string, DirectoryAgency> {
  return new Map([...agencies].sort((a, b) => (a.id < b.id ? -1 : 1)).map((agency) => [agency.id, plain(agency)]));
}

/** Members in one order, whatever made it: two that say the same are then the same text. */
function plain({ id, county, name, protectedAddresses, ranges }: Agency): DirectoryAgency {
  return { id, county, name: { zh: name.zh, en: name.en }, protectedAddresses, ranges: [...ranges].sort() };
}

function countyOf({ county }: DirectoryAgency): string {
  return county;
}
