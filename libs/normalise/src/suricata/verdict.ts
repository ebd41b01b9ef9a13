import type { Disposition, Severity } from '@lianfang/contract';
import { firstOf, readNumber, readWord, readWords } from '../scalar';
import { isObject, own, present, type JsonObject } from '../source-record';

const BLOCKED = new Set(['drop', 'reject', 'rejectsrc', 'rejectdst', 'rejectboth', 'blocked', 'block']);
const ALLOWED = new Set(['alert', 'pass', 'accept', 'allowed', 'allow']);

/**
 * What became of the packet. The verdict (Suricata 7 and later) is final: `alert` there means that the packet went on.
 * Then a drop record, then the alert's own action, which is `blocked` only where Suricata stands in line: a rule with
 * action `drop` on a listening sensor is `allowed`.
 * @param ofAlert what the alert's own action says, if there is one.
 */
export function readDisposition(eve: JsonObject, ofAlert: Disposition | undefined): Disposition {
  const verdict = present(eve['verdict']);
  const final = isObject(verdict) ? readFinal(verdict) : undefined;
  if (final !== undefined) return final;
  if (present(eve['event_type']) === 'drop') return 'blocked';
  return ofAlert ?? 'detected';
}

/** What a `verdict` object says; undefined where it has no action that we know. */
export function readFinal(verdict: JsonObject): Disposition | undefined {
  return dispositionOf(present(verdict['action']));
}

/** What an `action` says; undefined for a word that is none of Suricata's. */
export function dispositionOf(action: unknown): Disposition | undefined {
  const word = readWord(firstOf(action));
  if (word === undefined) return undefined;
  if (BLOCKED.has(word)) return 'blocked';
  return ALLOWED.has(word) ? 'allowed' : undefined;
}

/** Priority 1 is the worst; rules without one have 3. Only the rule's own metadata makes an alert critical. */
export function readSeverity(alert: JsonObject): { readonly vendor?: number; readonly severity: Severity } {
  const vendor = readNumber(own(alert, 'severity'));
  const metadata = own(alert, 'metadata');
  const critical = isObject(metadata) && readWords(own(metadata, 'signature_severity')).includes('critical');
  return { ...(vendor !== undefined && { vendor }), severity: critical ? 'critical' : ofPriority(vendor) };
}

function ofPriority(priority: number | undefined): Severity {
  if (priority === 1) return 'high';
  return priority === 2 ? 'medium' : 'low';
}
