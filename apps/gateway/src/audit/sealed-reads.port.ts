import type { Principal } from '@lianfang/access';

/** What the audit asks of investigations. */
export interface SealedReads {
  /** Whether this person may look at this county under this investigation now. */
  isInForce(id: string, county: string, principal: Principal): Promise<boolean>;
  /** Ids of investigations whose entries counties do not see yet. */
  sealed(): Promise<readonly string[]>;
}
