import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { listLaterGenerations } from './generations';
import { REBUILT_FAMILIES } from './rebuilt-families';

/** What fits into the address of one request. */
const NAMES_AT_ONCE = 20;

/** Removes what a rebuild left that did not come to its end: its half-made indices, and its blocks. */
export async function clearAwayRebuild(
  client: Client,
  names: IndexNames,
  blocked: readonly string[],
): Promise<string[]> {
  for (const index of slices(blocked)) {
    await client.indices.putSettings(
      { index, settings: { 'index.blocks.write': null }, ignore_unavailable: true, allow_no_indices: true },
      { ignore: [404] },
    );
  }
  const readers = new Set(REBUILT_FAMILIES.map(({ index }) => names[index]));
  const found = await listLaterGenerations(client, names);
  const halfMade = found.filter(({ aliases }) => !aliases.some((alias) => readers.has(alias))).map(({ name }) => name);
  for (const index of slices(halfMade)) await client.indices.delete({ index }, { ignore: [404] });
  return halfMade;
}

/** Names of indices, as many at once as a request takes. */
export function slices(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / NAMES_AT_ONCE);
  return Array.from({ length: count }, (_, at) => names.slice(at * NAMES_AT_ONCE, (at + 1) * NAMES_AT_ONCE));
}
