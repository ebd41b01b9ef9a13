import fc from 'fast-check';
import { SPELLINGS, WHOLE } from '../spellings';
import { EVENT_TIME, holdUp, pumped } from './hold-up';
import { ownPatterns, type OwnPattern } from './own-patterns';

const SEED = 20_261_120;
const SAMPLES = 24;
/** The longest of them say most of what a pattern takes. */
const LONGEST_SAMPLES = 2;
const MOST_UNITS = 5;

/** What the worst record that was found for a pattern takes. */
export interface PatternCost {
  /** Path and line of the pattern, and its beginning. */
  readonly pattern: string;
  /** Milliseconds of a processor. */
  readonly ms: number;
  /** What the record is full of. */
  readonly unit: string;
}

/** Every regular expression of ours, with the slowest record that was made of what it takes and nearly takes. */
export function slowestOfPatterns(): readonly PatternCost[] {
  return ownPatterns().map((pattern) => {
    const name = `${pattern.place} ${pattern.source.slice(0, 60)}`;
    return { pattern: name, ...slowest(pattern) };
  });
}

function slowest(pattern: OwnPattern): { readonly ms: number; readonly unit: string } {
  let worst = { ms: 0, unit: '' };
  for (const { record, format, unit } of recordsOf(pattern)) {
    const ms = holdUp(record, format);
    if (ms > worst.ms) worst = { ms, unit };
  }
  return worst;
}

/** Each unit alone, behind the beginning of a line, and in a name; recognised, and once as the format that is stated. */
function* recordsOf(pattern: OwnPattern): Generator<{ record: Buffer; format: string | undefined; unit: string }> {
  for (const unit of unitsOf(pattern)) {
    for (const { line: lineOf, format } of spellingsNear(pattern)) {
      const line = lineOf(EVENT_TIME, WHOLE);
      const [before = '', behind = ''] = line.split(WHOLE.rule);
      const alone = pumped('', unit);
      yield { record: alone, format, unit };
      const records = [alone, pumped(line.slice(0, 60), unit), pumped(before, unit, behind)];
      yield* records.map((record) => ({ record, format: undefined, unit }));
    }
  }
}

/** Texts that the pattern takes, and texts that it nearly takes: what makes it go back and try again. */
function unitsOf({ source, flags }: OwnPattern): readonly string[] {
  // What looks ahead is no part of what is taken.
  const plain = source.replaceAll(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '');
  const whole = samplesOf(plain, flags);
  const parts = whole.flatMap((text) => [
    text.slice(0, -1),
    text.slice(0, Math.ceil(text.length / 2)),
    text.slice(0, 1),
  ]);
  const units = [...new Set([...whole, ...parts])].filter((unit) => unit !== '' && unit.isWellFormed());
  return units.slice(0, MOST_UNITS);
}

function samplesOf(source: string, flags: string): string[] {
  try {
    const pattern = new RegExp(source, flags.replaceAll(/[gy]/g, ''));
    const samples = fc.sample(fc.stringMatching(pattern), { numRuns: SAMPLES, seed: SEED });
    samples.sort((one, other) => other.length - one.length);
    return samples.slice(0, LONGEST_SAMPLES).map((text) => text.slice(0, 300));
  } catch {
    // What the generator does not know: the pattern's own letters are close enough.
    return [source.replaceAll(/\\[a-zA-Z]|[()[\]{}?*+|^$\\]/g, '')];
  }
}

/** The formats whose reader is in the folder of the pattern, else one of each kind. */
function spellingsNear({ place }: OwnPattern) {
  const near = SPELLINGS.filter(({ format }) => place.includes(`/normalise/src/${format}/`));
  return near.length > 0 ? near : SPELLINGS.filter(({ name }) => name === 'cef' || name === 'cisco' || name === 'ecs');
}
