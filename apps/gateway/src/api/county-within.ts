import { CENTRE_ONLY, UNLOCATED, type Freshness, type Scope } from '@lianfang/contract';
import { notFound } from './problem-error';

/**
 * The county that a question is about: what was asked for, within the scope of who asks. People of a county who ask for none
 * mean their own. Another county, one that does not exist and what belongs to none are the same to them.
 * @returns undefined for the nation, which only the centre can mean. @throws ProblemError (404)
 */
export function countyWithin(
  asked: string | undefined,
  scope: Scope,
  isCounty: (code: string) => boolean,
): string | undefined {
  const own = scope === CENTRE_ONLY ? asked : scope.county;
  const isThere = own === undefined || (scope === CENTRE_ONLY && own === UNLOCATED) || isCounty(own);
  if (isThere && (asked ?? own) === own) return own;
  throw notFound('There is no such county. Ask /api/v1/directory for the codes.');
}

/** Whether what is of a county is within a scope. */
export function isWithin(county: string, scope: Scope): boolean {
  return scope === CENTRE_ONLY || scope.county === county;
}

/** How old figures of what is asked are, for who asks: how many records of all counties wait is for the centre. */
export function freshnessWithin(freshness: Freshness, scope: Scope): Freshness {
  return scope === CENTRE_ONLY ? freshness : { ...freshness, pending: null };
}
