import {
  DAYS_TO_DECIDE,
  LONGEST_SEAL_DAYS,
  err,
  ok,
  type Investigation,
  type InvestigationOrder,
  type InvestigationState,
  type InvestigationStep,
  type Result,
} from '@lianfang/contract';
import { decide } from './decide';
import type { Principal } from './principal';
import type { Role } from './role';

const DAY_MS = 86_400_000;

/** Who looks under a seal that holds. */
const LOOKING: readonly Role[] = ['central-lead', 'central-analyst'];

/** Why a step can't be taken: `own`: whoever asked for it decides on it; `state`: it is not where the step begins. */
export type StepRefusal = 'own' | 'state';

/** Who takes a step, when (milliseconds since 1970 UTC), and why if they say so. */
export interface StepBy {
  readonly by: Pick<Principal, 'subject' | 'name'>;
  readonly at: number;
  readonly reason: string | undefined;
}

/** A new one. Nobody looks under it yet; its seal holds from now on, so that its county does not learn of the asking. */
export function askFor(
  id: string,
  { county, reason, days }: InvestigationOrder,
  { by, at }: Omit<StepBy, 'reason'>,
): Investigation {
  const until = at + Math.min(days, LONGEST_SEAL_DAYS) * DAY_MS;
  const decideBy = Math.min(at + DAYS_TO_DECIDE * DAY_MS, until);
  return {
    id,
    county,
    reason,
    asked: { at, by: partyOf(by) },
    decideBy,
    until,
    decided: null,
    ended: null,
    sealedUntil: decideBy,
  };
}

/** Where it stands; what time did is in it. */
export function stateOf(investigation: Investigation, now: number): InvestigationState {
  const { decided, ended, decideBy } = investigation;
  const until = Math.min(investigation.until, longestSealOf(investigation));
  if (decided === null) return now < decideBy ? 'asked' : 'lapsed';
  if (decided.decision === 'refuse') return 'refused';
  return ended === null && now < until ? 'approved' : 'ended';
}

/** Approved or refused, by somebody other than who asked: the same person may hold both roles, and still may not. */
export function decideOn(
  investigation: Investigation,
  decision: 'approve' | 'refuse',
  step: StepBy,
): Result<Investigation, StepRefusal> {
  if (investigation.asked.by.subject === step.by.subject) return err('own');
  if (stateOf(investigation, step.at) !== 'asked') return err('state');
  return ok({
    ...investigation,
    decided: { ...stepOf(step), decision },
    sealedUntil: decision === 'approve' ? investigation.until : step.at,
  });
}

/** Ended before its time. */
export function endNow(investigation: Investigation, step: StepBy): Result<Investigation, StepRefusal> {
  if (stateOf(investigation, step.at) !== 'approved') return err('state');
  return ok({ ...investigation, ended: stepOf(step), sealedUntil: step.at });
}

/** Whether its county does not see yet what was done under it, nor that it is. */
export function isSealed(investigation: Pick<Investigation, 'asked' | 'sealedUntil'>, now: number): boolean {
  return now < Math.min(investigation.sealedUntil, longestSealOf(investigation));
}

/** No document makes a seal longer, whoever wrote it. */
function longestSealOf({ asked }: Pick<Investigation, 'asked'>): number {
  return asked.at + LONGEST_SEAL_DAYS * DAY_MS;
}

/** Whether somebody looks at a county under it now. */
export function isInForce(investigation: Investigation, county: string, { roles }: Principal, now: number): boolean {
  return (
    investigation.county === county &&
    stateOf(investigation, now) === 'approved' &&
    roles.some((role) => LOOKING.includes(role))
  );
}

/** What somebody may do to it now, given that they sign in strongly. */
export function stepsFor(investigation: Investigation, principal: Principal, now: number): InvestigationStep[] {
  const state = stateOf(investigation, now);
  const isOwn = investigation.asked.by.subject === principal.subject;
  if (state === 'asked' && !isOwn && decide(principal, 'investigation.decide', true).granted)
    return ['approve', 'refuse'];
  return state === 'approved' && decide(principal, 'investigation.end', true).granted ? ['end'] : [];
}

function partyOf({ subject, name }: StepBy['by']): Investigation['asked']['by'] {
  return { subject, name };
}

function stepOf({ by, at, reason }: StepBy): NonNullable<Investigation['ended']> {
  return { at, by: partyOf(by), reason: reason ?? null };
}
