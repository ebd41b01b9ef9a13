import { isSealed, stateOf, stepsFor, type Principal } from '@lianfang/access';
import type { Investigation, InvestigationItem, InvestigationParty } from '@lianfang/contract';

/** An investigation as somebody sees it; subjects are for auditors. @param now milliseconds since 1970 UTC */
export function investigationItem(one: Investigation, principal: Principal, now: number): InvestigationItem {
  const { id, county, reason, asked, decided, ended, decideBy, until, sealedUntil } = one;
  const shown = ({ subject, name }: InvestigationParty): InvestigationItem['asked']['by'] => ({
    subject: principal.roles.includes('auditor') ? subject : null,
    name,
  });
  return {
    id,
    county,
    reason,
    state: stateOf(one, now),
    asked: { at: asked.at, by: shown(asked.by) },
    decided: decided && { ...decided, by: shown(decided.by) },
    ended: ended && { ...ended, by: shown(ended.by) },
    decideBy,
    until,
    openedAt: isSealed(one, now) ? null : sealedUntil,
    may: stepsFor(one, principal, now),
  };
}
