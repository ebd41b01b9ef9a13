import { err, ok, type Result } from '@lianfang/contract';
import { keepVariable, RETENTION_FAMILIES, RETENTION_FAMILY_NAMES } from '@lianfang/store';
import { HISTORY_WINDOW_MS } from '../partition/partition-ledger';
import {
  KEEP_DEFAULTS,
  KEEP_NAMES,
  keepText,
  wholeDays,
  type Keep,
  type KeepName,
  type KeepWishes,
} from './keep-settings';

const DAY_MS = 86_400_000;

/** What is known of a topic that is read. All in milliseconds. */
export interface TopicFacts {
  readonly topic: string;
  /** How far behind the log its events may be. */
  readonly latenessMs: number;
  /** How long the broker keeps its records; Infinity: there is no limit in time. */
  readonly retentionMs: number;
}

/** What holds, and in words what was made longer than its default. */
export interface SettledKeep {
  readonly keep: Keep;
  readonly notes: readonly string[];
}

/** A time that must be kept, and why. */
interface Need {
  readonly ms: number;
  readonly why: string;
  readonly remedy: string;
}

const NO_NEED: Need = { ms: 0, why: '', remedy: '' };

/** Each is kept at least as long as the one below it: else a day would be made again from hours that are gone. */
const ORDER: readonly (readonly [above: KeepName, below: KeepName])[] = [
  ['hours', 'minutes'],
  ['days', 'hours'],
  ['hourSketches', 'chunkSketches'],
];

/**
 * How long everything is kept. What the log may still bring back must be kept as long as an event can be late, plus as
 * long as the log keeps its record, plus a day. Of what somebody set by hand and is too short, the answer is the problems,
 * in words; a default that is too short is made longer, and that is noted.
 */
export function settleKeep(wishes: KeepWishes, topics: readonly TopicFacts[]): Result<SettledKeep, readonly string[]> {
  const problems: string[] = [];
  const notes: string[] = [];
  const keep: Record<KeepName, number> = { ...KEEP_DEFAULTS };
  for (const name of KEEP_NAMES) keep[name] = wishes[name] ?? keep[name];
  const raise = (name: KeepName, need: Need): void => {
    const wish = wishes[name];
    if (keep[name] >= need.ms) return;
    if (wish === undefined) {
      keep[name] = wholeDays(need.ms);
      notes.push(`${keepVariable(name)} is not set and is taken as ${keepText(keep[name])}: ${need.why}.`);
    } else {
      problems.push(
        `${keepVariable(name)} is ${keepText(wish)}, but ${need.why}. Set it to ${keepText(wholeDays(need.ms))}${need.remedy}.`,
      );
    }
  };
  const live = topics.filter(({ latenessMs }) => latenessMs <= HISTORY_WINDOW_MS);
  const needs = {
    none: NO_NEED,
    live: longestNeed(live),
    all: longestNeed(topics),
    history: longestNeed(topics.filter((topic) => !live.includes(topic))),
  };
  for (const name of RETENTION_FAMILY_NAMES) raise(name, needs[RETENTION_FAMILIES[name].needed]);
  raise('history', needs.history);
  for (const [above, below] of ORDER) {
    const why = `${keepVariable(below)} is ${keepText(keep[below])}, and what is made of it is kept at least as long`;
    raise(above, { ms: keep[below], why, remedy: ' or more, or the other one shorter' });
  }
  return problems.length > 0 ? err(problems) : ok({ keep, notes });
}

function longestNeed(topics: readonly TopicFacts[]): Need {
  return topics.map(needOf).reduce((longest, need) => (need.ms > longest.ms ? need : longest), NO_NEED);
}

function needOf({ topic, latenessMs, retentionMs }: TopicFacts): Need {
  if (retentionMs === Infinity) {
    const why = `topic ${topic} keeps records without a limit in time (retention.ms=-1), and may bring any of them again`;
    return { ms: Infinity, why, remedy: ', or set retention.ms on the topic' };
  }
  const ms = latenessMs + retentionMs + DAY_MS;
  const why =
    `topic ${topic} may bring events that are ${keepText(ms)} old again (up to ${keepText(latenessMs)} late, ` +
    `up to ${keepText(retentionMs)} in the log, and a day to spare)`;
  return { ms, why, remedy: ' or more, or shorten retention.ms of the topic' };
}
