import type { AuditItem } from '@lianfang/contract';
import type { Formats, LanguageCode } from '@lianfang/screen/kit';
import { actorWords, deedWords, viewWords, type FoldedDeed } from '@lianfang/screen/onlookers';
import type { AuditTranslate } from './audit-language';

/** Entries of one line that are shown when it opens. */
const MOST_SHOWN = 50;

/** What lines are written with. */
export interface LineTools {
  readonly t: AuditTranslate;
  readonly formats: Formats;
  readonly language: LanguageCode;
  /** A county in words; null is the centre. */
  readonly place: (code: string | null) => string;
  readonly now: number;
  /** Whether a line must say whose data it was. */
  readonly tellsCounty: (item: AuditItem) => boolean;
}

export type AuditLine = ReturnType<typeof auditLine>;

/** One line of the list in words, with what it shows when it opens. */
export function auditLine({ key, items }: FoldedDeed, tools: LineTools) {
  const { t, formats, language, place, now, tellsCounty } = tools;
  const [newest] = items;
  const purposes = [...new Set(items.map(({ purpose }) => purpose).filter((purpose) => purpose !== null))];
  const isPerson = newest.actor.kind !== 'nobody';
  return {
    key,
    ...actorWords(newest.actor, t, language),
    from: isPerson ? place(newest.actor.county) : '',
    subject: newest.actor.subject ?? '',
    clock: formats.clock(newest.at),
    ago: formats.ago(Math.max(0, now - newest.at)),
    what: deedWords(newest, t),
    whose: tellsCounty(newest) ? place(newest.county) : '',
    count: items.length > 1 ? t('audit.times', { count: formats.integer(items.length) }) : '',
    // Nobody signs in for a purpose.
    noWhy: newest.action === 'read' || newest.action === 'exported' ? t('deed.noPurpose') : '',
    why: purposes.join(language === 'en' ? '; ' : '；'),
    wasSealed: items.some(({ investigation }) => investigation !== null),
    tone: toneOf(newest),
    details: items.slice(0, MOST_SHOWN).map((item) => ({
      id: item.id,
      clock: formats.clock(item.at),
      view: viewWords(item, t),
      what: item.what,
      thing: item.thing ?? '',
      why: item.purpose ?? '',
      sealed: item.investigation ?? '',
      hash: item.hash,
    })),
    more: items.length > MOST_SHOWN ? t('audit.moreOfLine', { count: formats.integer(items.length - MOST_SHOWN) }) : '',
  };
}

/** What leaves the system or changes it stands out; so does what was refused. */
function toneOf({ action }: AuditItem): 'out' | 'refused' | 'plain' {
  if (action === 'exported' || action === 'changed') return 'out';
  return action === 'refused' || action === 'sign-in-refused' ? 'refused' : 'plain';
}
