import type { WordKey } from '@lianfang/screen/kit';

/** What a key, or two one after the other, orders. */
export type KeyOrder =
  | { readonly do: 'go'; readonly to: string }
  | { readonly do: 'search' | 'theme' | 'language' | 'pause' | 'await-page' };

/** A page that `g` and one letter open. */
export interface KeyPage {
  readonly name: WordKey;
  readonly path: string;
  readonly shortcut?: string;
}

const SINGLE: ReadonlyMap<string, KeyOrder> = new Map<string, KeyOrder>([
  ['?', { do: 'go', to: '/help' }],
  ['/', { do: 'search' }],
  ['t', { do: 'theme' }],
  ['l', { do: 'language' }],
  ['p', { do: 'pause' }],
  ['g', { do: 'await-page' }],
]);

/** What a key orders; `afterG`: the key before it was `g`. Null for keys that order nothing. */
export function keyOrder(key: string, afterG: boolean, pages: readonly KeyPage[]): KeyOrder | null {
  const pressed = key.toLowerCase();
  if (!afterG) return SINGLE.get(pressed) ?? null;
  const page = pages.find(({ shortcut }) => shortcut === pressed);
  return page === undefined ? null : { do: 'go', to: `/${page.path}` };
}
