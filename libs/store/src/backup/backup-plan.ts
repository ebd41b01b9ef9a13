import type { IndexNames } from '@lianfang/contract';

/**
 * The parts of a backup, in the order in which they are taken. A snapshot holds each index as it was at some moment of its
 * own, so what refers to something else is taken before that: the ledger never names rows, rows never a pin, and a pin
 * never a directory, that the backup lacks. What is there beyond the ledger is counted again and comes out the same.
 */
export const BACKUP_PARTS = ['progress', 'figures', 'pins', 'documents'] as const;
export type BackupPart = (typeof BACKUP_PARTS)[number];

/**
 * What can be had without a backup.
 * - `log`: made again from the log, as far back as it still reaches
 * - `topic`: its topic holds every entry for ever
 * - `nothing`: Elasticsearch has the only copy
 */
export type OtherSource = 'log' | 'topic' | 'nothing';

/** What a backup does about one kind of data. */
export interface BackupRule {
  readonly part: BackupPart;
  readonly otherSource: OtherSource;
  /** What it is, for people. */
  readonly holds: string;
  /** Why it is in the backup, in one sentence, for people. */
  readonly because: string;
}

const log = { otherSource: 'log' } as const;
const nothing = { otherSource: 'nothing' } as const;
const beyondLog = 'kept for longer than the log';

/** Every index, one line each: a new one does not compile without. Everything is backed up, each for its own reason. */
export const BACKUP_PLAN: Readonly<Record<keyof IndexNames, BackupRule>> = {
  ledger: {
    part: 'progress',
    ...log,
    holds: 'what became of every offset',
    because: `where counting goes on; ${beyondLog}`,
  },
  watermark: {
    part: 'progress',
    ...log,
    holds: 'how far each partition is, its open hours',
    because: 'where counting goes on',
  },
  rowsMinute: { part: 'figures', ...log, holds: 'minute rows', because: beyondLog },
  rowsHour: { part: 'figures', ...log, holds: 'hour rows', because: beyondLog },
  rowsDay: { part: 'figures', ...log, holds: 'day rows', because: beyondLog },
  sketchesChunk: { part: 'figures', ...log, holds: 'sketches by chunk', because: beyondLog },
  sketchesHour: { part: 'figures', ...log, holds: 'sketches by hour', because: beyondLog },
  revisions: { part: 'figures', ...log, holds: 'what came late', because: beyondLog },
  evidence: { part: 'figures', ...log, holds: 'whole events for drill-down', because: beyondLog },
  sensorSigns: {
    part: 'figures',
    ...log,
    holds: 'the last sign of life of each sensor',
    because: 'of a silent sensor it is older than the log',
  },
  pin: {
    part: 'pins',
    ...nothing,
    holds: 'what decides the counts of each chunk',
    because: 'the same chunk is counted again under the same pin',
  },
  epoch: {
    part: 'pins',
    ...nothing,
    holds: 'the life of each topic, and how it is known again',
    because: 'a topic that was made anew is told from the old one',
  },
  artifact: {
    part: 'documents',
    ...nothing,
    holds: 'directories, country tables, sensor files that pins name',
    because: 'a pin is of no use without',
  },
  dropped: {
    part: 'documents',
    ...nothing,
    holds: 'what retention took',
    because: 'what is gone by plan is told from what is missing',
  },
  rebuild: {
    part: 'documents',
    ...nothing,
    holds: 'what rebuilds did, and the pins that they replaced',
    because: 'generations are numbered on',
  },
  alerts: { part: 'documents', ...nothing, holds: 'system alerts', because: 'who was told what, and when' },
  resent: {
    part: 'documents',
    ...nothing,
    holds: 'which rejected records were sent again',
    because: 'nobody sends them a second time',
  },
  audit: {
    part: 'documents',
    otherSource: 'topic',
    holds: 'the chain of the audit',
    because: 'its topic can be written again from it, and it from its topic',
  },
  investigations: {
    part: 'documents',
    ...nothing,
    holds: 'sealed investigations',
    because: 'what a seal hides from a county is shown when it ends',
  },
  transmissions: {
    part: 'documents',
    ...nothing,
    holds: 'what programs were given, by the hour',
    because: 'both sides of the data road look at it',
  },
  firstAnswers: {
    part: 'documents',
    ...nothing,
    holds: 'first answers to writes that came with a key',
    because: 'a write that is tried again within a day is not done twice',
  },
  posture: {
    part: 'documents',
    ...nothing,
    holds: 'posture, one a county and hour',
    because: 'what was known then of sensors is known nowhere else',
  },
  savedViews: {
    part: 'documents',
    ...nothing,
    holds: 'saved views',
    because: 'people made them by hand',
  },
  countySettings: {
    part: 'documents',
    ...nothing,
    holds: 'what counties have set',
    because: 'whom the centre calls is known nowhere else',
  },
  directory: {
    part: 'documents',
    ...nothing,
    holds: 'directories that were taken by upload',
    because: 'what comes next is counted by the one in force',
  },
};

/** Names of indices that a part holds. */
export function indicesOfPart(part: BackupPart): readonly (keyof IndexNames)[] {
  return (Object.keys(BACKUP_PLAN) as (keyof IndexNames)[]).filter((name) => BACKUP_PLAN[name].part === part);
}
