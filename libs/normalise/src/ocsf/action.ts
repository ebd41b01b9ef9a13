import type { Disposition } from '@lianfang/contract';
import { readNumber, readWord } from '../scalar';
import { own, type JsonObject } from '../source-record';
import type { EventClass } from './event-class';

/** What a record says of what was done. */
export interface Action {
  readonly disposition: Disposition;
  /** True where the record states that it was blocked or allowed. */
  readonly isStated: boolean;
  /** True where the outcome itself says that something was found: Detected, Alert, Count. */
  readonly isAlert: boolean;
}

/** Names of `disposition_id`, by number. */
const OUTCOMES = (
  'unknown,allowed,blocked,quarantined,isolated,deleted,dropped,custom action,approved,restored,exonerated,corrected,' +
  'partially corrected,uncorrected,delayed,detected,no action,logged,tagged,alert,count,reset,captcha,challenge,' +
  'access revoked,rejected,unauthorized,error'
).split(',');
const BLOCKED = new Set([
  'blocked',
  'quarantined',
  'isolated',
  'deleted',
  'dropped',
  'corrected',
  'reset',
  'access revoked',
  'rejected',
  'unauthorized',
]);
/** `no action`, `delayed` and `count` (a rule that only counts) let the traffic through: OCSF files them under Allowed. */
const ALLOWED = new Set(['allowed', 'approved', 'restored', 'exonerated', 'no action', 'delayed', 'count']);
/** A puzzle (`captcha`, `challenge`) stops robots and lets people through: a detection, unless the action says more. */
const ALERTS = new Set(['partially corrected', 'uncorrected', 'detected', 'alert', 'count', 'captcha', 'challenge']);
/** Names of `action_id`, by number. */
const ACTIONS = ['unknown', 'allowed', 'denied', 'observed', 'modified'];
/** `activity_id` Refuse. In other classes 5 is something else (a file overwritten, a step of TLS). */
const REFUSE = 5;
const WITH_REFUSE = new Set([4001, 4007]);

/**
 * The outcome (`disposition_id`, else its name) goes first, then the action (`action_id`, else its name), then a
 * connection's activity Refuse. `status_id` is no proof: blocking can succeed.
 */
export function readAction(document: JsonObject, eventClass: EventClass): Action {
  const outcome = wordOf(document, 'disposition', OUTCOMES);
  const isAlert = outcome !== undefined && ALERTS.has(outcome);
  const disposition =
    ofOutcome(outcome) ?? ofAction(wordOf(document, 'action', ACTIONS)) ?? ofActivity(document, eventClass);
  return { disposition: disposition ?? 'detected', isStated: disposition !== undefined, isAlert };
}

/** The name that goes with a number; 99 (Other) and what no version knows leave it to the producer's own word. */
function wordOf(document: JsonObject, name: string, names: readonly string[]): string | undefined {
  const number = readNumber(own(document, `${name}_id`));
  return (number ? names[number] : undefined) ?? readWord(own(document, name));
}

function ofOutcome(outcome: string | undefined): Disposition | undefined {
  if (outcome === undefined) return undefined;
  if (BLOCKED.has(outcome)) return 'blocked';
  return ALLOWED.has(outcome) ? 'allowed' : undefined;
}

function ofAction(action: string | undefined): Disposition | undefined {
  if (action === 'denied' || action === 'blocked') return 'blocked';
  return action === 'allowed' ? 'allowed' : undefined;
}

function ofActivity(document: JsonObject, { uid }: EventClass): Disposition | undefined {
  const isRefused = WITH_REFUSE.has(uid) && readNumber(own(document, 'activity_id')) === REFUSE;
  return isRefused ? 'blocked' : undefined;
}
