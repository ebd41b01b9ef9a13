import { DOCUMENT, InjectionToken, inject } from '@angular/core';

/** The page as the browser holds it: where it is, and how it is left. */
export interface BrowserPage {
  /** Path, query and fragment: `/operations?code=too-late`. */
  readonly address: () => string;
  /** Goes elsewhere by a whole load, so that nothing of this page stays in memory; there is no way back to it. */
  readonly leaveFor: (address: string) => void;
  /** Loads the page anew. */
  readonly reload: () => void;
  /** Calls back when the browser shows the page again as it had left it. */
  readonly whenRestored: (call: () => void) => void;
}

export const BROWSER_PAGE = new InjectionToken<BrowserPage>('browser page', {
  providedIn: 'root',
  factory: () => {
    const { location, defaultView } = inject(DOCUMENT);
    return {
      address: () => `${location.pathname}${location.search}${location.hash}`,
      leaveFor: (address) => location.replace(address),
      reload: () => location.reload(),
      whenRestored: (call) => defaultView?.addEventListener('pageshow', ({ persisted }) => persisted && call()),
    };
  },
});
