import type { Result } from '@lianfang/contract';
import { principalOf, type ClaimMapping, type Claims, type NoAccess } from './claim-mapping';
import type { Principal } from './principal';

interface Known {
  readonly mapping: ClaimMapping;
  readonly kind: Principal['kind'];
  readonly principal: Result<Principal, NoAccess>;
}

/**
 * {@link principalOf}, worked out once for each object of claims under the mapping in force: thousands of sockets are judged each
 * second, and their claims stay the same objects. What claims hold must not be changed.
 */
export class KnownPrincipals {
  private readonly known = new WeakMap<Claims, Known>();

  of(claims: Claims, mapping: ClaimMapping, kind: Principal['kind']): Result<Principal, NoAccess> {
    const found = this.known.get(claims);
    if (found?.mapping === mapping && found.kind === kind) return found.principal;
    const principal = principalOf(claims, mapping, kind);
    this.known.set(claims, { mapping, kind, principal });
    return principal;
  }
}
