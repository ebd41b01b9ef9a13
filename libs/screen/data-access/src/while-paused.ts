import { linkedSignal, type Signal } from '@angular/core';

/**
 * `arriving`, but what was read last for as long as `paused`, unless there was nothing, or it is of something else:
 * who chooses another county while the figures stand still sees that county's first figures, and these stand still then.
 */
export function whilePaused<T>(
  arriving: Signal<T | null>,
  paused: Signal<boolean>,
  isSame: (kept: T, arrived: T) => boolean = () => true,
): Signal<T | null> {
  return linkedSignal<{ arrived: T | null; held: boolean }, T | null>({
    source: () => ({ arrived: arriving(), held: paused() }),
    computation: ({ arrived, held }, previous) => {
      const kept = previous?.value ?? null;
      return held && arrived !== null && kept !== null && isSame(kept, arrived) ? kept : arrived;
    },
  });
}
