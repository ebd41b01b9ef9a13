import { CATEGORIES, type Category } from '@lianfang/contract';
import type { LanguageCode } from '@lianfang/screen/kit';

type Names = Readonly<Record<Category, string>>;

const NAMES: Readonly<Record<LanguageCode, Names>> = {
  'zh-Hant-TW': {
    'abusive-content': '不當內容',
    'malicious-code': '惡意程式',
    'information-gathering': '資訊蒐集',
    'intrusion-attempts': '入侵嘗試',
    intrusions: '入侵',
    availability: '阻斷服務',
    'information-content-security': '資料內容安全',
    fraud: '詐欺',
    vulnerable: '弱點',
    other: '其他',
    test: '測試',
  },
  en: {
    'abusive-content': 'Abusive content',
    'malicious-code': 'Malicious code',
    'information-gathering': 'Information gathering',
    'intrusion-attempts': 'Intrusion attempts',
    intrusions: 'Intrusions',
    availability: 'Availability',
    'information-content-security': 'Information content security',
    fraud: 'Fraud',
    vulnerable: 'Vulnerable',
    other: 'Other',
    test: 'Test',
  },
};

/** A category of RSIT in words; the key itself where this page does not know it. */
export function categoryWords(key: string, language: LanguageCode): string {
  const known = CATEGORIES.find((category) => category === key);
  return known === undefined ? key : NAMES[language][known];
}
