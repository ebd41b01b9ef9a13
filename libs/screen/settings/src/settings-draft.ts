import {
  COMMON_THRESHOLDS,
  type CountyContact,
  type CountySettings,
  type CountySettingsAnswer,
  type CountySettingsOrder,
  type LocalName,
} from '@lianfang/contract';

export const LEVELS_SET = ['steady', 'watch', 'strained'] as const;
export type LevelSet = (typeof LEVELS_SET)[number];
export type Side = keyof LocalName;

/** A contact as it is being written. */
export interface DraftContact {
  /** Names its fields, wherever in the list it stands. */
  readonly key: number;
  readonly name: string;
  readonly duty: string;
  readonly phone: string;
  readonly email: string;
  readonly reachable: CountyContact['reachable'];
}

/** What somebody writes: texts as they stand in the fields, right or wrong. */
export interface SettingsDraft {
  readonly office: LocalName;
  readonly contacts: readonly DraftContact[];
  /** False: the common thresholds hold, and what is written of own ones counts for nothing. */
  readonly hasOwnThresholds: boolean;
  readonly thresholds: Readonly<Record<LevelSet, string>>;
  /** By agency id; only those that are called otherwise, or are about to be. */
  readonly names: Readonly<Record<string, LocalName>>;
}

type Choices = Omit<CountySettingsOrder, 'revision'>;

/** What stands in the fields at first. */
export function draftOf({ office, contacts, thresholds, agencyNames }: Choices): SettingsDraft {
  const { steady, watch, strained } = thresholds ?? COMMON_THRESHOLDS;
  return {
    office: office ?? { zh: '', en: '' },
    contacts: contacts.map(({ phone, email, ...contact }, key) => ({
      ...contact,
      key,
      phone: phone ?? '',
      email: email ?? '',
    })),
    hasOwnThresholds: thresholds !== null,
    thresholds: { steady: textOf(steady), watch: textOf(watch), strained: textOf(strained) },
    names: agencyNames,
  };
}

/** What was no number has to be written anew. */
function textOf(score: number): string {
  return Number.isNaN(score) ? '' : String(score);
}

function isBlank({ zh, en }: LocalName): boolean {
  return zh.trim() === '' && en.trim() === '';
}

function isSame(one: LocalName, other: LocalName | undefined): boolean {
  return one.zh.trim() === other?.zh && one.en.trim() === other.en;
}

function wholeNumber(text: string): number {
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** What would be sent, not yet checked. A name that is the directory's own, or empty, is no name of the county's. */
export function orderOf(
  { office, contacts, hasOwnThresholds, thresholds, names }: SettingsDraft,
  { revision, directoryNames }: Pick<CountySettingsAnswer, 'revision' | 'directoryNames'>,
): CountySettingsOrder {
  const given = Object.entries(names).filter(([id, name]) => !isBlank(name) && !isSame(name, directoryNames[id]));
  const blankIsNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    office: isBlank(office) ? null : { zh: office.zh.trim(), en: office.en.trim() },
    agencyNames: Object.fromEntries(given.map(([id, { zh, en }]) => [id, { zh: zh.trim(), en: en.trim() }])),
    thresholds: hasOwnThresholds
      ? {
          steady: wholeNumber(thresholds.steady),
          watch: wholeNumber(thresholds.watch),
          strained: wholeNumber(thresholds.strained),
        }
      : null,
    contacts: contacts.map(({ name, duty, phone, email, reachable }) => ({
      name: name.trim(),
      duty: duty.trim(),
      phone: blankIsNull(phone),
      email: blankIsNull(email),
      reachable,
    })),
    revision,
  };
}

/** What is set now, as it would be sent. */
export function orderOfSettings(settings: CountySettings): CountySettingsOrder {
  const { office, agencyNames, thresholds, contacts, revision } = settings;
  return { office, agencyNames, thresholds, contacts, revision };
}
