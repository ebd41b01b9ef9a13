import type { LanguageCode } from '@lianfang/screen/kit';

/** When the statement was last read against the product: 23 November 2026. */
const WRITTEN = Date.UTC(2026, 10, 23);
const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;

/** `民國115年11月23日（西元 2026年11月23日）`, `23 November 2026 (ROC year 115)`. */
export function statementDate(language: LanguageCode): string {
  if (language === 'en') {
    const parts = new Intl.DateTimeFormat('en-u-ca-roc', { timeZone: 'UTC', year: 'numeric' }).formatToParts(WRITTEN);
    const roc = parts.find(({ type }) => type === 'year')?.value ?? '';
    return `${new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...DAY }).format(WRITTEN)} (ROC year ${roc})`;
  }
  const roc = new Intl.DateTimeFormat('zh-TW-u-ca-roc', { timeZone: 'UTC', ...DAY }).format(WRITTEN);
  return `${roc}（西元 ${new Intl.DateTimeFormat('zh-TW', { timeZone: 'UTC', ...DAY }).format(WRITTEN)}）`;
}
