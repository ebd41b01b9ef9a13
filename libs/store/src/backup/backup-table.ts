import { indexNames, type IndexNames } from '@lianfang/contract';
import { EXPIRING_DOCUMENTS, EXPIRING_NAMES } from '../document-retention';
import { keepVariable, RETENTION_FAMILIES, RETENTION_FAMILY_NAMES } from '../retention-families';
import { BACKUP_PARTS, BACKUP_PLAN, indicesOfPart, type OtherSource } from './backup-plan';

type Dated = (typeof RETENTION_FAMILIES)[keyof typeof RETENTION_FAMILIES]['index'];
type Expiring = (typeof EXPIRING_DOCUMENTS)[keyof typeof EXPIRING_DOCUMENTS]['index'];

/** How long that is kept which retention of the collector does not take: a new index does not compile without a line. */
const KEPT_OTHERWISE: Readonly<
  Record<Exclude<keyof IndexNames, Dated | Expiring>, readonly [kept: string, setting: string]>
> = {
  ledger: ['as long as the epoch', '–'],
  watermark: ['as long as the epoch; one a partition', '–'],
  pin: ['as long as the epoch', '–'],
  epoch: ['for ever; one a partition', '–'],
  artifact: ['as long as the epoch; one each time a file changes', '–'],
  dropped: ['for ever; some ten a day', '–'],
  rebuild: ['for ever; one a rebuild', '–'],
  audit: ['for ever', '–'],
  investigations: ['for ever; made by hand', '–'],
  transmissions: ['400 days', '`LIANFANG_KEEP_TRANSMISSIONS`'],
  firstAnswers: ['a day', '–'],
  savedViews: ['until somebody deletes them', '–'],
  countySettings: ['for ever; one a county', '–'],
  directory: ['for ever; one each time one is taken', '–'],
};

const WITHOUT: Readonly<Record<OtherSource, string>> = {
  log: 'from the log, as far as it reaches',
  topic: 'from its topic',
  nothing: 'lost',
};

/** The table of docs/operations/backup.md, in the order in which parts are taken. */
export function backupTable(): string {
  const names = indexNames();
  const rows = BACKUP_PARTS.flatMap((part) =>
    indicesOfPart(part).map((key) => {
      const { holds, otherSource, because } = BACKUP_PLAN[key];
      const [kept, setting] = keptOf(key);
      return [`\`${names[key]}\``, holds, WITHOUT[otherSource], `\`${part}\`: ${because}`, kept, setting];
    }),
  );
  const head = ['index', 'holds', 'without a backup', 'part, and why', 'kept', 'setting (collector)'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function keptOf(key: keyof IndexNames): readonly [string, string] {
  const family = RETENTION_FAMILY_NAMES.find((name) => RETENTION_FAMILIES[name].index === key);
  if (family) return [daysText(RETENTION_FAMILIES[family].keepDays), `\`${keepVariable(family)}\``];
  const expiring = EXPIRING_NAMES.find((name) => EXPIRING_DOCUMENTS[name].index === key);
  if (!expiring) return KEPT_OTHERWISE[key as keyof typeof KEPT_OTHERWISE];
  const of = { alerts: 'closed ones', resent: 'each', unregisteredSigns: 'of unregistered sensors', postures: 'each' }[
    expiring
  ];
  return [`${of} ${daysText(EXPIRING_DOCUMENTS[expiring].keepDays)}`, `\`${keepVariable(expiring)}\``];
}

function daysText(days: number): string {
  return Number.isFinite(days) ? `${days} days` : 'for ever';
}
