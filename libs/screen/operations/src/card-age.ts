import type { TileAge } from '@lianfang/screen/kit';
import type { Formats } from '@lianfang/screen/kit';
import type { OperationsTranslate } from './operations-language';

const FRESH = 5_000;

/** When something was true, and after how many milliseconds it may no longer be believed. */
export interface AgeFacts {
  /** Milliseconds since 1970 UTC, or null before the first answer. */
  readonly asOf: number | null;
  readonly now: number;
  readonly staleAfter: number;
}

/** Age as a card shows it: still while all is well, exact when it is not. Null before there is data. */
export function cardAge({ asOf, now, staleAfter }: AgeFacts, t: OperationsTranslate, formats: Formats): TileAge | null {
  if (asOf === null) return null;
  const age = Math.max(0, now - asOf);
  const stale = age > staleAfter;
  const text = age < FRESH ? t('age.fresh') : formats.ago(age);
  return {
    text: stale ? `${t('age.stale')} · ${formats.ago(age)}` : text,
    hint: t('age.tooltip', { time: formats.clock(asOf) }),
    stale,
  };
}

/** A difference with its sign: `+5`, `−7`, `0`. */
export function signed(difference: number, formats: Formats): string {
  if (difference === 0) return '0';
  return `${difference < 0 ? '−' : '+'}${formats.integer(Math.abs(difference))}`;
}
