import type { TopAnswer } from '@lianfang/contract';

/** The key that stands for a machine that another county protects. */
const MASKED = 'masked';

/** One line of the ranking, in words and figures. */
export interface RankedEntry {
  readonly key: string;
  /** Hostile text: shown as text, isolated. */
  readonly label: string;
  readonly figure: string;
  /** `+45`, or empty when the count is exact. */
  readonly over: string;
  readonly hint: string;
  /** What to ask of kept events to see those of this line; null where they can't be asked for it. */
  readonly query: { readonly address: string } | { readonly rule: string } | null;
}

export interface RankingWords {
  readonly masked: string;
  readonly integer: (value: number) => string;
  readonly between: (least: string, most: string) => string;
}

/** What does not print, or turns the direction of what follows: written as a visible mark. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The entries of a top list as lines: the count that is sure, and by how much it may be more. */
export function rankedEntries({ of, entries }: TopAnswer, words: RankingWords): readonly RankedEntry[] {
  return entries.map(({ key, name, count, overCount }) => {
    const least = words.integer(count - overCount);
    const isMasked = of === 'sources' && key === MASKED;
    const label = isMasked ? words.masked : (name ?? key).replace(UNSEEN, '␣');
    const bound = overCount > 0 ? words.between(least, words.integer(count)) : '';
    return {
      query: isMasked ? null : of === 'sources' ? { address: key } : of === 'rules' ? { rule: name ?? key } : null,
      key,
      label,
      figure: least,
      over: overCount > 0 ? `+${words.integer(overCount)}` : '',
      hint: [...new Set([label, isMasked ? '' : key.replace(UNSEEN, '␣'), bound])].filter(Boolean).join('\n'),
    };
  });
}
