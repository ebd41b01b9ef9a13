import type { FileProblem } from './problem';

/** A directory needs 4; reading costs more than its square. */
const DEEPEST = 16;
/** Keys of one mapping are compared with each other. */
const MOST_KEYS = 64;
const WIDEST_INDENT = 64;
const SHAPES = { 'too-deep': 'nested too deeply', 'too-many-keys': 'a mapping with too many keys' } as const;

/**
 * Whether a text that anybody may send is shaped as no directory is, and would take minutes to be read as YAML: looked at
 * in one pass, before it is read.
 */
export function shapeProblem(text: string): FileProblem | undefined {
  const open: Bracket[] = [];
  let keys = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const start = line.trimStart();
    const isNested = line.length - start.length > WIDEST_INDENT || /^(?:[-?:]\s+){5}/.test(start);
    if (isNested) return tooMuch(index, 'too-deep');
    if (start.startsWith('- ')) keys = 0;
    else if (open.length === 0 && /^[^#\]}]/.test(start)) keys += 1;
    const what = keys > MOST_KEYS ? 'too-many-keys' : bracketProblem(start, open);
    if (what !== undefined) return tooMuch(index, what);
  }
  return undefined;
}

interface Bracket {
  readonly isMapping: boolean;
  commas: number;
}

/** Follows the brackets of a line. @param open those that are open before it, and then after it */
function bracketProblem(line: string, open: Bracket[]): keyof typeof SHAPES | undefined {
  for (const [character] of line.matchAll(/[[\]{},]/g)) {
    if (character === '[' || character === '{') open.push({ isMapping: character === '{', commas: 0 });
    else if (character !== ',') open.pop();
    else countComma(open.at(-1));
    if (open.length > DEEPEST) return 'too-deep';
    if ((open.at(-1)?.commas ?? 0) > MOST_KEYS) return 'too-many-keys';
  }
  return undefined;
}

function countComma(inside: Bracket | undefined): void {
  if (inside?.isMapping) inside.commas += 1;
}

function tooMuch(index: number, code: keyof typeof SHAPES): FileProblem {
  const reason = `${SHAPES[code]}: no directory is shaped so. See the form in the documentation.`;
  return { line: index + 1, reason, code, values: {} };
}
