import { createHash } from 'node:crypto';
import { err, ok, type Result } from '@lianfang/contract';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { Principal } from './principal';
import { COUNTY_ROLES, ROLES, type Role } from './role';

/** Where in the claims something stands: names joined by dots, `realm_access.roles`. */
const claimPath = z
  .string()
  .regex(/^[^.\s]+(?:\.[^.\s]+)*$/, 'must be the name of a claim, with dots for what stands inside another');

const role = z.enum(ROLES, `must be one of ${ROLES.join(', ')}`);

/** In place of a county: what a program of the centre states. */
const NATION = 'nation';
const PLACE = /^(?:\d{5}|nation)$/;
const PLACE_RULE = 'must be the five digits of a county, or nation';

const schema = z.strictObject({
  roles: z.strictObject({
    claim: claimPath,
    /** Value of the claim → role. A value that isn't here means nothing. */
    values: z.record(z.string().min(1), role),
  }),
  county: z.strictObject({
    claim: claimPath,
    /** Value of the claim → five digits; or `nation` for programs; without it the claim itself must be so. */
    values: z.record(z.string().min(1), z.string().regex(PLACE, PLACE_RULE)).optional(),
  }),
  agency: z.strictObject({ claim: claimPath }).optional(),
  name: z.strictObject({ claim: claimPath }).default({ claim: 'name' }),
});

/** How the claims of a provider become roles and a county. */
export type ClaimMapping = z.output<typeof schema> & {
  /** SHA-256 of the file's text. */
  readonly hash: string;
};

/** Claims of an ID token or of an access token that has been verified. */
export type Claims = Readonly<Record<string, unknown>>;

/** A fault of the file, and where. */
export interface MappingProblem {
  readonly line: number;
  readonly reason: string;
}

/** Reads a mapping (YAML; the form is in this library's README). @returns it, or every fault with its line. */
export function parseClaimMapping(text: string): Result<ClaimMapping, readonly MappingProblem[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors.map(({ pos, message }) => ({ line: lines.linePos(pos[0]).line, reason: message }));
  if (broken.length > 0) return err(broken);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return ok({ ...parsed.data, hash: createHash('sha256').update(text).digest('hex') });
  return err(
    parsed.error.issues.map(({ path, message }) => ({
      line: lineOf(document, path, lines),
      reason: `${path.join('.') || 'the file'}: ${message}`,
    })),
  );
}

/** Of what is there of the path: what is missing is missed in what would hold it. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Why somebody who proved who they are gets in nowhere. */
export type NoAccess = 'no-subject' | 'no-role' | 'no-county';

/**
 * Who somebody is by their claims. No claim, no access: a role of a county without a county is none, and who has no role
 * is nobody. A county beside a role of the centre is kept and narrows nothing.
 * @param kind roles of people are never given to programs, nor the other way round
 */
export function principalOf(
  claims: Claims,
  mapping: ClaimMapping,
  kind: Principal['kind'],
): Result<Principal, NoAccess> {
  const subject = text(claims['sub']);
  if (subject === undefined) return err('no-subject');
  const stated = rolesOf(claims, mapping).filter((each) => (each === 'machine-client') === (kind === 'machine'));
  if (stated.length === 0) return err('no-role');
  const place = placeOf(claims, mapping);
  // What a program may reach is stated: a claim that somebody forgot must not open the nation.
  if (kind === 'machine' && place === undefined) return err('no-county');
  const county = place === NATION ? undefined : place;
  const agency = mapping.agency && text(at(claims, mapping.agency.claim));
  const roles = stated.filter((each) => isHeld(each, county, agency));
  if (roles.length === 0) return err('no-county');
  return ok({
    kind,
    subject,
    name: text(at(claims, mapping.name.claim)) ?? subject,
    roles,
    county,
    agency,
    assurance: text(claims['acr']),
  });
}

function isHeld(each: Role, county: string | undefined, agency: string | undefined): boolean {
  if (each === 'agency-reporter' && agency === undefined) return false;
  return county !== undefined || !COUNTY_ROLES.has(each);
}

function rolesOf(claims: Claims, { roles }: ClaimMapping): Role[] {
  const stated = at(claims, roles.claim);
  const values: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  const known = new Map(Object.entries(roles.values));
  const held = new Set(values.flatMap((value) => (typeof value === 'string' ? (known.get(value) ?? []) : [])));
  // In the order of the table, whatever the provider's order is: the same person always looks the same.
  return ROLES.filter((each) => held.has(each));
}

function placeOf(claims: Claims, { county }: ClaimMapping): string | undefined {
  const stated = text(at(claims, county.claim));
  if (stated === undefined) return undefined;
  const code = county.values ? new Map(Object.entries(county.values)).get(stated) : stated;
  return code !== undefined && PLACE.test(code) ? code : undefined;
}

/** Own members only: a claim named `constructor` is a claim. */
function at(claims: Claims, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Claims)[name];
  }, claims);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
