import { DOCUMENT, DestroyRef, inject } from '@angular/core';

/** Starts something now, stops it while nobody can see the page, and for good when the one that called goes away. */
export function whileVisible(it: { start(): void; stop(): void }): void {
  const document = inject(DOCUMENT);
  const follow = (): void => (document.visibilityState === 'visible' ? it.start() : it.stop());
  document.addEventListener('visibilitychange', follow);
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('visibilitychange', follow);
    it.stop();
  });
  follow();
}
