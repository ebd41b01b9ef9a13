import type { ScreenWords } from '@lianfang/screen/kit';

const zhHantTw = {
  'contact.reach.office-hours': '上班時間',
  'contact.reach.always': '24 小時',
  'contact.phone': '電話',
  'contact.email': '電子郵件',
} as const;

export type ContactWord = keyof typeof zhHantTw;

const en: Readonly<Record<ContactWord, string>> = {
  'contact.reach.office-hours': 'Office hours',
  'contact.reach.always': '24 hours',
  'contact.phone': 'Telephone',
  'contact.email': 'E-mail',
};

/** Words of contacts. The first language is the source. */
export const CONTACT_WORDS: ScreenWords<ContactWord> = { 'zh-Hant-TW': zhHantTw, en };
