import type { Disposition } from '@lianfang/contract';
import { field } from '../dotted-field';
import { readWords } from '../scalar';
import type { JsonObject } from '../source-record';

const BLOCKED = new Set(
  (
    'block blocked blocking deny denied denies drop dropped drops reject rejected refuse refused reset rst prevent ' +
    'prevented quarantine quarantined discard discarded sinkhole sinkholed mitigated intercepted'
  ).split(' '),
);
const ALLOWED = new Set(
  'allow allowed accept accepted pass passed passthrough permit permitted bypass bypassed'.split(' '),
);
const NEGATIONS = new Set([
  'not',
  'non',
  'no',
  'would',
  'wouldve',
  'un',
  'never',
  'can',
  'could',
  'cant',
  'cannot',
  'failed',
]);
/** A password or session that is reset is no connection that is reset. */
const ACCOUNT_WORDS = new Set([
  'password',
  'credential',
  'credentials',
  'mfa',
  'user',
  'account',
  'settings',
  'factory',
]);

/**
 * What the sensor did: `event.type` says it in ECS's own words, else the words of `event.action`. `event.outcome` is no
 * proof: a successful block is a `success`.
 */
export function readDisposition(document: JsonObject): Disposition {
  const types = readWords(field(document, 'event.type'));
  const action = ofAction(readWords(field(document, 'event.action')));
  if (types.includes('denied')) return types.includes('allowed') && action ? action : 'blocked';
  if (types.includes('allowed')) return 'allowed';
  return action ?? 'detected';
}

function ofAction(actions: readonly string[]): Disposition | undefined {
  const verdicts = actions.map(ofPhrase);
  if (verdicts.includes('blocked')) return 'blocked';
  return verdicts.includes('allowed') ? 'allowed' : undefined;
}

/** `not blocked` and `would have dropped` let the traffic through. */
function ofPhrase(phrase: string): Disposition | undefined {
  const words = phrase.split(/[^a-z]+/, 16);
  const blocks = words.some((word) => BLOCKED.has(word)) && !words.some((word) => ACCOUNT_WORDS.has(word));
  if (blocks) return words.some((word) => NEGATIONS.has(word)) ? 'allowed' : 'blocked';
  return words.some((word) => ALLOWED.has(word)) ? 'allowed' : undefined;
}
