import type { WordKey } from '@lianfang/screen/kit';

/** A page that who looks may open, as the shell knows it. */
export interface SitePage {
  readonly path: string;
  readonly name: WordKey;
  /** The letter that opens it after `g`. */
  readonly shortcut?: string;
}
