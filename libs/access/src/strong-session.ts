import type { Principal } from './principal';
import type { Session } from './session';

/** What a strong sign-in is, and for how long. */
export interface StrongRule {
  /** Assurances (`acr`) that suffice. */
  readonly assurances: ReadonlySet<string>;
  /** How long after somebody proved who they are; milliseconds. */
  readonly age: number;
}

/** Whether somebody proved who they are strongly enough, and lately. @param now milliseconds since 1970 UTC */
export function isStrong(session: Session, { assurance }: Principal, rule: StrongRule, now: number): boolean {
  const proved = session.authTime ?? session.begun;
  return rule.assurances.has(assurance ?? '') && now - proved <= rule.age;
}
