import type { ClaimMapping, Claims } from './claim-mapping';

/** Beside what the mapping names: who it is, and how strongly they signed in. */
const ALWAYS = ['sub', 'acr'];

/**
 * Of the claims that a provider states, what the mapping reads and nothing beside it: of `realm_access.roles` the roles, not the
 * rest of `realm_access`. A later mapping sees no more than this.
 */
export function keptClaims(claims: Claims, mapping: ClaimMapping): Claims {
  const paths = new Set([...ALWAYS, ...pathsOf(mapping)]);
  return [...paths].reduce<Claims>((kept, path) => {
    const value = at(claims, path.split('.'));
    return value === undefined ? kept : put(kept, path.split('.'), value);
  }, {});
}

/** The same claims without the roles that the mapping does not know: a later mapping that knows them will not see them. */
export function withoutUnknownRoles(claims: Claims, { roles }: ClaimMapping): Claims {
  const path = roles.claim.split('.');
  const stated = at(claims, path);
  if (!Array.isArray(stated)) return claims;
  const known = stated.filter((value) => typeof value === 'string' && Object.hasOwn(roles.values, value));
  return put(claims, path, known);
}

/** Every part of the mapping that names a claim, those that are still to come among them. */
function pathsOf(mapping: ClaimMapping): string[] {
  return Object.values(mapping).flatMap((part) =>
    typeof part === 'object' && part !== null && 'claim' in part && typeof part.claim === 'string' ? [part.claim] : [],
  );
}

function at(claims: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return claims;
  return isObject(claims) && Object.hasOwn(claims, name) ? at(claims[name], rest) : undefined;
}

function put(claims: unknown, [name, ...rest]: readonly string[], value: unknown): Claims {
  const held = isObject(claims) ? claims : {};
  if (name === undefined) return held;
  const inner = rest.length === 0 ? value : put(Object.hasOwn(held, name) ? held[name] : {}, rest, value);
  return Object.fromEntries([...Object.entries(held), [name, inner]]);
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null;
}
