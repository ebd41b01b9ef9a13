import { readNumber, readWord } from '../scalar';
import { own, type JsonObject } from '../source-record';
import type { Action } from './action';
import { objectIn, objectsIn } from './connection';
import { isDetection, isLogin, kindOf, type EventClass } from './event-class';
import { namesAttack } from './rule';

const FINDINGS = 2;
/** System, identity, network, application: where a sensor can refuse something. */
const ACTIVITIES = new Set([1, 3, 4, 6]);
/** `activity_id` of a finding. */
const UPDATE = 2;
const CLOSE = 3;
/** What checks of configuration write as `status_code`. */
const CHECK_RESULTS = new Set(['pass', 'fail', 'manual', 'passed', 'failed', 'warning', 'muted']);
/** `activity_id` Logon and `status_id` Failure. */
const LOGON = 1;
const FAILURE = 2;

/** The kind under which a record is ignored, or undefined when it is a threat. README.md beside this has the rules. */
export function ignoredAs(document: JsonObject, eventClass: EventClass, action: Action): string | undefined {
  if (eventClass.category === FINDINGS) return findingIgnoredAs(document, eventClass);
  if (!ACTIVITIES.has(eventClass.category)) return kindOf(eventClass);
  const isThreat =
    action.disposition === 'blocked' ||
    action.isAlert ||
    own(document, 'is_alert') === true ||
    namesAttack(document) ||
    isFailedLogon(document, eventClass);
  return isThreat ? undefined : kindOf(eventClass);
}

/** True for a login that was refused. */
export function isFailedLogon(document: JsonObject, eventClass: EventClass): boolean {
  return (
    isLogin(eventClass) &&
    readNumber(own(document, 'activity_id')) === LOGON &&
    readNumber(own(document, 'status_id')) === FAILURE
  );
}

function findingIgnoredAs(document: JsonObject, eventClass: EventClass): string | undefined {
  if (!isDetection(eventClass)) return kindOf(eventClass);
  const activity = readNumber(own(document, 'activity_id'));
  if (activity === UPDATE) return 'finding-update';
  if (activity === CLOSE) return 'finding-close';
  if (namesAttack(document)) return undefined;
  if (isCheck(document)) return 'compliance';
  return objectsIn(document, 'vulnerabilities').length > 0 ? 'vulnerability' : undefined;
}

/** A check of how something is configured is no attack, whatever class its producer gave it. */
function isCheck(document: JsonObject): boolean {
  const result = readWord(own(document, 'status_code'));
  return objectIn(document, 'compliance') !== undefined || (result !== undefined && CHECK_RESULTS.has(result));
}
