import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { laterGenerations } from './index-templates';
import { REBUILT_FAMILIES } from './rebuilt-families';

/**
 * Which index stands behind each name of an index, as it was at one moment. A rebuild puts a new generation in place of
 * an index; who writes by an older moment is refused (`IndexReplacedError`) and must begin anew.
 */
export interface Generations {
  /** Of the rebuild that was switched last; 1 before the first. */
  readonly number: number;
  /** @param base the name that the index has in the first generation: `lianfang-rows-minute-v1-2026.11.23`. */
  of(base: string): string;
}

/** Before any rebuild: each index has its own name. */
export const FIRST_GENERATION: Generations = { number: 1, of: (base) => base };

/** Where documents are written. */
export interface WriteOptions {
  /** True for a topic of old events: see `rowIndex`. */
  readonly history?: boolean;
  /** Without it those before any rebuild. */
  readonly generations?: Generations;
}

/** The name of an index in a generation. */
export function generationName(base: string, generation: number): string {
  return generation === 1 ? base : `${base}-g${generation}`;
}

/** The reverse of {@link generationName}. */
export function parseGeneration(index: string): { readonly base: string; readonly generation: number } {
  const match = /^(.+)-g(\d+)$/.exec(index);
  return match ? { base: match[1] ?? '', generation: Number(match[2]) } : { base: index, generation: 1 };
}

/** The generations that readers see now. */
export async function readGenerations(client: Client, names: IndexNames): Promise<Generations> {
  const current = new Map<string, string>();
  let number = 1;
  for (const { name, aliases } of await listLaterGenerations(client, names)) {
    // What readers don't see is still being made.
    if (!aliases.some((alias) => isReaders(names, alias))) continue;
    const { base, generation } = parseGeneration(name);
    current.set(base, name);
    number = Math.max(number, generation);
  }
  return { number, of: (base) => current.get(base) ?? base };
}

/** Every index of a later generation with its aliases, in place or half-made. */
export async function listLaterGenerations(
  client: Client,
  names: IndexNames,
): Promise<{ readonly name: string; readonly aliases: readonly string[] }[]> {
  const index = REBUILT_FAMILIES.map((family) => laterGenerations(names[family.index]));
  const found = await client.indices.getAlias({ index, allow_no_indices: true, ignore_unavailable: true });
  return Object.entries(found).map(([name, { aliases }]) => ({ name, aliases: Object.keys(aliases) }));
}

function isReaders(names: IndexNames, alias: string): boolean {
  return REBUILT_FAMILIES.some(({ index }) => names[index] === alias);
}
