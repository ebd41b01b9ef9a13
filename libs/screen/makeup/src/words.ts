/** Words of the card that is loaded later. The first language is the source. */
export const MAKEUP_WORDS = {
  'zh-Hant-TW': {
    'makeup.title': '本小時來源排行',
    'makeup.of': '排行項目',
    'makeup.sources': '來源',
    'makeup.rules': '規則',
    'makeup.ports': '連接埠',
    'makeup.distinct': '相異來源',
    'makeup.distinctHint': '估計值；100 次中有 95 次誤差在 ± 之內。',
    'makeup.over': '實際次數介於 {{least}} 與 {{most}} 之間',
    'makeup.overflow': '另有 {{count}} 次超出上限，未列入排行',
    'makeup.masked': '其他縣市的主機',
    'makeup.empty': '本小時沒有紀錄',
    'makeup.missing': '暫時無法取得',
    'makeup.asOf': '截至 {{time}}',
  },
  en: {
    'makeup.title': 'Top of this hour',
    'makeup.of': 'What is ranked',
    'makeup.sources': 'Sources',
    'makeup.rules': 'Rules',
    'makeup.ports': 'Ports',
    'makeup.distinct': 'Distinct sources',
    'makeup.distinctHint': 'An estimate: in 95 of 100 cases it is off by no more than ±.',
    'makeup.over': 'The true count lies between {{least}} and {{most}}',
    'makeup.overflow': '{{count}} more are beyond the limit and not ranked',
    'makeup.masked': 'a machine of another county',
    'makeup.empty': 'No records in this hour',
    'makeup.missing': 'Not available now',
    'makeup.asOf': 'as of {{time}}',
  },
} as const;

export type MakeupWord = keyof (typeof MAKEUP_WORDS)['en'];
