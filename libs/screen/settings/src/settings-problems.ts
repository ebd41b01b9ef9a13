import { MOST_RENAMED_AGENCIES, countySettingsOrder, type CountySettingsOrder } from '@lianfang/contract';
import type { SettingsDraft } from './settings-draft';
import type { SettingsWord } from './settings-language';

/** What a field belongs to, where its label alone does not say it. */
export type Subject =
  | { readonly kind: 'office' }
  | { readonly kind: 'contact'; readonly number: number }
  | { readonly kind: 'agency'; readonly id: string };

/** What is wrong with one field. */
export interface Problem {
  /** Of the field in the page. */
  readonly field: string;
  /** Which contact (its number from 1) or agency (its id) it is about; null where the label says all. */
  readonly of: Subject | null;
  /** The field's label. */
  readonly label: SettingsWord;
  readonly word: SettingsWord;
  readonly limit: number;
}

/** Ids of the fields: summary, errors and labels meet by them. */
export const fieldId = {
  office: (side: string): string => `office-${side}`,
  contact: (key: number, field: string): string => `contact-${key}-${field}`,
  threshold: (level: string): string => `threshold-${level}`,
  agency: (id: string, side: string): string => `agency-${id}-${side}`,
};

/** By which agencies are searched for. */
export const SEARCH_FIELD = 'agency-search';

type Issue = NonNullable<ReturnType<typeof countySettingsOrder.safeParse>['error']>['issues'][number];

/** What an issue says of a text that is too short, too long, or not plain. */
function textWord(issue: Issue): Pick<Problem, 'word' | 'limit'> {
  if (issue.code === 'too_big') return { word: 'settings.wrong.tooLong', limit: Number(issue.maximum) };
  return { word: issue.code === 'too_small' ? 'settings.wrong.empty' : 'settings.wrong.plain', limit: 0 };
}

function ofOffice(issue: Issue): Problem {
  const side = String(issue.path[1]);
  const label = side === 'zh' ? 'settings.office.zh' : 'settings.office.en';
  return { field: fieldId.office(side), of: { kind: 'office' }, label, ...bothSides(issue) };
}

/** A name in one language only. */
function bothSides(issue: Issue): Pick<Problem, 'word' | 'limit'> {
  const said = textWord(issue);
  return said.word === 'settings.wrong.empty' ? { word: 'settings.wrong.bothLanguages', limit: 0 } : said;
}

const CONTACT_LABELS: Readonly<Record<string, SettingsWord>> = {
  name: 'settings.contact.name',
  duty: 'settings.contact.duty',
  phone: 'settings.contact.phone',
  email: 'settings.contact.email',
};

function contactWord(field: string, issue: Issue): Pick<Problem, 'word' | 'limit'> {
  if (field === 'phone') return { word: 'settings.wrong.phone', limit: 0 };
  if (field === 'email' && issue.code !== 'too_big') return { word: 'settings.wrong.email', limit: 0 };
  return textWord(issue);
}

function ofContacts(issue: Issue, { contacts }: SettingsDraft): Problem[] {
  const place = Number(issue.path[1]);
  const contact = contacts[place];
  if (contact === undefined) return [];
  // Neither telephone nor e-mail: said at the first of both.
  const isWhole = issue.path.length === 2;
  const field = isWhole ? 'phone' : String(issue.path[2]);
  const said = isWhole ? ({ word: 'settings.wrong.noWay', limit: 0 } as const) : contactWord(field, issue);
  const label = CONTACT_LABELS[field] ?? 'settings.contact.name';
  return [{ field: fieldId.contact(contact.key, field), of: { kind: 'contact', number: place + 1 }, label, ...said }];
}

function ofThresholds(issue: Issue, { thresholds }: CountySettingsOrder): Problem[] {
  if (thresholds === null) return [];
  const isWhole = issue.path.length === 1;
  // Which of the two that do not descend is the later one.
  const level = isWhole ? (thresholds.steady > thresholds.watch ? 'strained' : 'watch') : String(issue.path[1]);
  const label = `settings.threshold.${level}` as SettingsWord;
  const word = isWhole ? 'settings.wrong.descend' : 'settings.wrong.threshold';
  return [{ field: fieldId.threshold(level), of: null, label, word, limit: 0 }];
}

function ofNames(issue: Issue): Problem {
  if (issue.path.length === 1) {
    const said = { word: 'settings.wrong.tooMany', limit: MOST_RENAMED_AGENCIES } as const;
    return { field: SEARCH_FIELD, of: null, label: 'settings.agencies', ...said };
  }
  const [, id, side] = issue.path.map(String);
  const label = side === 'en' ? 'settings.agency.en' : 'settings.agency.zh';
  const agency = id ?? '';
  return {
    field: fieldId.agency(agency, side ?? 'zh'),
    of: { kind: 'agency', id: agency },
    label,
    ...bothSides(issue),
  };
}

/** What the contract refuses of an order, field by field, in the order of the page; one line a field. */
export function problemsOf(order: CountySettingsOrder, draft: SettingsDraft): readonly Problem[] {
  const { error } = countySettingsOrder.safeParse(order);
  const issues = error?.issues ?? [];
  const of = (part: string): readonly Issue[] => issues.filter(({ path }) => path[0] === part);
  const all = [
    ...of('office').map(ofOffice),
    ...of('contacts').flatMap((issue) => ofContacts(issue, draft)),
    ...of('thresholds').flatMap((issue) => ofThresholds(issue, order)),
    ...of('agencyNames').map(ofNames),
  ];
  return all.filter(({ field }, at) => all.findIndex((one) => one.field === field) === at);
}
