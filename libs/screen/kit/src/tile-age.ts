import type { Formats } from './formats';
import type { Translate } from './language';
import type { TileAge } from './tile';

const FRESH = 5_000;

/** How a feed is: its state, and the age and instant of its figures in milliseconds. */
export interface FeedAge {
  readonly state: string;
  readonly age: number | null;
  readonly asOf: number | null;
}

/** Age as a tile shows it: still while all is well, exact when it is not or was paused. Null before there is data. */
export function tileAge({ state, age, asOf }: FeedAge, t: Translate, formats: Formats): TileAge | null {
  if (age === null || asOf === null) return null;
  const stale = state === 'stale';
  const text = age < FRESH ? t('age.fresh') : formats.ago(age);
  if (state === 'paused') {
    return {
      text: `${t('age.paused')} · ${formats.ago(age)}`,
      hint: t('age.tooltip', { time: formats.clock(asOf) }),
      stale,
    };
  }
  return {
    text: stale ? `${t('age.stale')} · ${formats.ago(age)}` : text,
    hint: t('age.tooltip', { time: formats.clock(asOf) }),
    stale,
  };
}
