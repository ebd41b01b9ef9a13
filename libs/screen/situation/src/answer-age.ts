import { computed, inject, type Signal } from '@angular/core';
import { ServerClock } from '@lianfang/screen/data-access';
import { Language, tileAge, type TileAge } from '@lianfang/screen/kit';
import { SituationState } from './situation-state';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** The age of what was answered by REST, in words; it changes no more often than the words do. */
export function answerAge(asOf: () => number | null): Signal<TileAge | null> {
  const state = inject(SituationState);
  const clock = inject(ServerClock);
  const language = inject(Language);
  return computed(
    () => {
      // While the feed stands still, so does what was answered beside it.
      if (state.stale()) return state.age();
      const instant = asOf();
      if (instant === null) return null;
      const age = Math.max(0, clock.now() - instant);
      // Between two questions a figure grows half a minute old: said by the minute, it stands still.
      if (age < STALE_AFTER) {
        const { time, clock: whole } = language.formats();
        const t = language.t();
        return {
          text: t('age.tooltipShort', { time: time(instant) }),
          hint: t('age.tooltip', { time: whole(instant) }),
          stale: false,
        };
      }
      return tileAge({ state: 'stale', age, asOf: instant }, language.t(), language.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.stale === b?.stale },
  );
}
