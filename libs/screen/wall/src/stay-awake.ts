import { DOCUMENT, DestroyRef, inject } from '@angular/core';
import { LiveSituation } from '@lianfang/screen/data-access';

/** The server notes no more closely when somebody was last there. */
const SAY_EVERY = 60_000;

/**
 * While the wall is on a visible page: the session does not end by idleness (it ends by its age as ever), and the screen
 * does not go dark, where the browser can hold it awake. Both end with the wall, and while nobody can see the page.
 */
export function stayAwake(): void {
  const document = inject(DOCUMENT);
  const live = inject(LiveSituation);
  let lock: WakeLockSentinel | null = null;
  let gone = false;

  const hold = async (): Promise<void> => {
    try {
      lock = (await document.defaultView?.navigator.wakeLock?.request('screen')) ?? null;
      if (gone) await lock?.release();
    } catch {
      // Not allowed, or low on power: the screen keeps its own ways.
    }
  };
  const see = (): void => {
    if (document.visibilityState !== 'visible') return;
    live.sayWatched();
    void hold();
  };
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') live.sayWatched();
  }, SAY_EVERY);
  document.addEventListener('visibilitychange', see);
  inject(DestroyRef).onDestroy(() => {
    gone = true;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', see);
    void lock?.release();
  });
  see();
}
