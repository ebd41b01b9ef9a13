export { isHeldByItsOwner, type BindingRule } from './bound-token';
export { CAPABILITIES, ruleOf, type Capability, type CapabilityRule, type Reach } from './capability';
export {
  parseClaimMapping,
  principalOf,
  type ClaimMapping,
  type Claims,
  type MappingProblem,
  type NoAccess,
} from './claim-mapping';
export { capabilitiesOf, decide, type Decision } from './decide';
export { keptClaims, withoutUnknownRoles } from './kept-claims';
export { KnownPrincipals } from './known-principals';
export type { Principal } from './principal';
export { ROLES, type Role } from './role';
export { revocation, revocationKey, type Revocation } from './revocation';
export { RevocationBook } from './revocation-book';
export { SHARED_DATASETS, type SharedDataset, type SharedDatasetName } from './shared-datasets';
export { endOf, session, type Session, type SessionLimits } from './session';
export { isStrong, type StrongRule } from './strong-session';
export { mustSayWhy } from './must-say-why';
export { capabilityOfView, mayView } from './may-view';
export { AuditChain, AuditGapError, hashOf } from './audit/audit-chain';
export { ChainCheck, type ChainReport, type KnownHead } from './audit/check-chain';
export {
  verifyAudit,
  type AuditedLog,
  type AuditPlaces,
  type AuditVerdict,
  type KeptChain,
  type KeptEntry,
  type LoggedEntry,
} from './audit/verify-audit';
export { READ_WINDOW_MS, ReadWindows } from './audit/read-windows';
export {
  askFor,
  decideOn,
  endNow,
  isInForce,
  isSealed,
  stateOf,
  stepsFor,
  type StepBy,
  type StepRefusal,
} from './investigation';
