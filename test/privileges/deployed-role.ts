import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Need } from './needed-privileges';

const descriptor = z.strictObject({
  cluster: z.array(z.string()),
  indices: z.array(z.strictObject({ names: z.array(z.string()), privileges: z.array(z.string()) })),
});
/** What `deploy/elasticsearch` gives a program, with the prefix filled in. */
export type Role = z.infer<typeof descriptor>;

/** @param program `collector`; @param prefix LIANFANG_INDEX_PREFIX */
export function deployedRole(program: string, prefix: string): Role {
  const file = join(__dirname, '../../deploy/elasticsearch', `${program}.json`);
  const text = readFileSync(file, 'utf8').replaceAll('{prefix}', prefix);
  return z.strictObject({ lianfang: descriptor }).parse(JSON.parse(text)).lianfang;
}

/** One line of a role: one privilege on one pattern of names, or on the cluster. */
export type Grant = readonly [pattern: string | undefined, privilege: string];

export function grantsOf({ cluster, indices }: Role): Grant[] {
  return [
    ...cluster.map((privilege): Grant => [undefined, privilege]),
    ...indices.flatMap(({ names, privileges }) =>
      names.flatMap((name) => privileges.map((privilege): Grant => [name, privilege])),
    ),
  ];
}

/** Whether a line lets a request through. */
export function covers([pattern, privilege]: Grant, need: Need): boolean {
  // Who may write may create, and not the other way round.
  if (privilege !== need.privilege && !(privilege === 'write' && need.privilege === 'create_doc')) return false;
  if (pattern === undefined || need.index === undefined) return pattern === need.index;
  return pattern.endsWith('*') ? need.index.startsWith(pattern.slice(0, -1)) : pattern === need.index;
}

/** Requests that a role would refuse, and lines that none of them needed; sorted, each once. */
export function compare(role: Role, needs: readonly Need[]): { readonly missing: string[]; readonly unused: string[] } {
  const grants = grantsOf(role);
  const missing = needs.filter((need) => !grants.some((grant) => covers(grant, need)));
  const unused = grants.filter((grant) => !needs.some((need) => covers(grant, need)));
  const text = (name: string | undefined, privilege: string): string => `${privilege} on ${name ?? 'the cluster'}`;
  return {
    missing: [...new Set(missing.map(({ index, privilege }) => text(index, privilege)))].sort(),
    unused: [...new Set(unused.map(([pattern, privilege]) => text(pattern, privilege)))].sort(),
  };
}
