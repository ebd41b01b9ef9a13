import type { Disposition } from '@lianfang/contract';

const BLOCKS =
  /^(?:block|den(?:y|ied|ies)|drop|reject|reset|prevent|quarantin|discard|sinkhol|refus|terminat|intercept|shun|isolat|clear_?session)/;
const PASSES =
  /^(?:allow|accept|pass(?:ed|es|through)?$|permit|bypass|forward|deliver|alert(?:ed)?$|none$|unblock|encrypt|decrypt|continue|override|close|rst$|timeout$)/;
const NOT: ReadonlySet<string> = new Set(
  'not non no would wouldve un never can could cant cannot failed fail'.split(' '),
);
/** A password or session that is reset is no connection that is reset. */
const ACCOUNT: ReadonlySet<string> = new Set('password credential credentials mfa user account settings'.split(' '));
/** Trend Micro: what the rule would have done, had it not stood in detect-only mode. */
const DETECT_MODE = /^ids:/;

/**
 * What a free text says that became of the traffic; undefined where it says nothing of it. `not blocked` and
 * `would have dropped` let it through, and so did a sensor that names `alert` or `None` as all it did.
 */
export function readAction(phrase: string): Disposition | undefined {
  const text = phrase.slice(0, 128).toLowerCase();
  const words = text.split(/[^a-z_]+|_/, 16).filter(Boolean);
  const blocks = words.some((word) => BLOCKS.test(word)) || text.includes('clear_session');
  if (blocks && !words.some((word) => ACCOUNT.has(word))) {
    return DETECT_MODE.test(text) || words.some((word) => NOT.has(word)) ? 'allowed' : 'blocked';
  }
  return words.some((word) => PASSES.test(word)) ? 'allowed' : undefined;
}

const PAST = /\b(?:blocked|dropped|denied|prevented|quarantined|rejected|stopped|sinkholed)\b/;
const PAST_DENIED = /\b(?:not|would|never|could|un|failed)\b/;

/** What an event's own name says: `Threat Detected and Blocked`. */
export function readNameAction(name: string): Disposition | undefined {
  const text = name.slice(0, 256).toLowerCase();
  return PAST.test(text) && !PAST_DENIED.test(text) ? 'blocked' : undefined;
}
