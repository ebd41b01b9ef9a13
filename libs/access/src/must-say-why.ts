import { CENTRE_ONLY, type Scope } from '@lianfang/contract';
import { ruleOf, type Capability } from './capability';
import type { Principal } from './principal';

/** Whether somebody must say why they do it: their role says so, and what they see is not their own county's. */
export function mustSayWhy({ roles }: Pick<Principal, 'roles'>, capability: Capability, scope: Scope): boolean {
  const { purpose = [] } = ruleOf(capability);
  return scope === CENTRE_ONLY && roles.some((role) => purpose.includes(role));
}
