import { CENTRE_ONLY, type Scope } from '@lianfang/contract';
import { CAPABILITIES, ruleOf, type Capability, type Reach } from './capability';
import type { Principal } from './principal';

/** Whether somebody may do something, and how far: the scope goes with every read and write that follows. */
export type Decision =
  | { readonly granted: true; readonly scope: Scope }
  /** `role`: none of their roles may; `step-up`: they may, after they have signed in more strongly. */
  | { readonly granted: false; readonly reason: 'role' | 'step-up' };

/**
 * Decides for one capability. Of several roles the one that reaches furthest counts.
 * @param isStrong they proved lately, and strongly enough, who they are
 */
export function decide(principal: Principal, capability: Capability, isStrong: boolean): Decision {
  const { roles, stepUp } = ruleOf(capability);
  const isNarrowable = Object.values(roles).includes('county');
  const scopes = principal.roles.flatMap((role) => scopeOf(roles[role], principal, isNarrowable) ?? []);
  const scope = scopes.find((each) => each === CENTRE_ONLY) ?? scopes[0];
  if (scope === undefined) return { granted: false, reason: 'role' };
  // A program can't sign in more strongly: its token is what its operator was given.
  if (stepUp && !isStrong && principal.kind !== 'machine') return { granted: false, reason: 'step-up' };
  return { granted: true, scope };
}

/** What somebody may do, the things that take a stronger sign-in among them. */
export function capabilitiesOf(principal: Principal): Capability[] {
  return (Object.keys(CAPABILITIES) as Capability[]).filter((capability) => {
    const decision = decide(principal, capability, false);
    return decision.granted || decision.reason === 'step-up';
  });
}

/** A reach without what it needs is none: no county, no access. */
function scopeOf(reach: Reach | undefined, { county, kind }: Principal, isNarrowable: boolean): Scope | undefined {
  if (reach === undefined) return undefined;
  const isNarrowed = kind === 'machine' && county !== undefined;
  if (reach === 'nation' && !isNarrowed) return CENTRE_ONLY;
  // What no role may do for its county alone can't be done for one: a program of a county has nothing there.
  return county === undefined || !isNarrowable ? undefined : { county };
}
