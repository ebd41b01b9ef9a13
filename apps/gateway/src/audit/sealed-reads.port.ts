import type { Principal } from '@lianfang/access';

/** What the audit asks of investigations. */
export interface SealedReads {
  /** Whether this person may look at this county under this investigation now. */
  isInForce(id: string, county: string, principal: Principal): Promise<boolean>;
  /**
   * Ids of investigations whose entries counties may see: they were asked for, and their seal holds no longer. Whatever
   * is not among them hides, so that a store that lost one opens nothing.
   */
  opened(): Promise<readonly string[]>;
}
