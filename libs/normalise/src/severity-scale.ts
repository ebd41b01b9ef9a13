import type { Severity } from '@lianfang/contract';
import { readNumber, readWord } from './scalar';

/** One vendor's scale of severity and what we make of each of its steps. Shown to users as it stands here. */
export interface SeverityScale {
  /** Where the vendor writes it, in its own words. */
  readonly field: string;
  /** Words in lower case. */
  readonly words?: Readonly<Record<string, Severity>>;
  /** Numbers, from and to included. Steps do not overlap. */
  readonly numbers?: readonly (readonly [from: number, to: number, severity: Severity])[];
  /** Where the record states none, or one that the vendor's own documentation does not know. */
  readonly unstated: Severity;
}

/** Our severity of a vendor's word or number, or undefined where the scale does not know it. */
export function onScale(scale: SeverityScale, value: unknown): Severity | undefined {
  const word = readWord(value);
  if (word !== undefined && scale.words && Object.hasOwn(scale.words, word)) return scale.words[word];
  const number = readNumber(value);
  if (number === undefined) return undefined;
  return scale.numbers?.find(([from, to]) => number >= from && number <= to)?.[2];
}
