import {
  DIMENSIONS_OF_KIND,
  dimensionsAsked,
  ROW_KINDS,
  rowKindFor,
  type Dimension,
  type RowFilters,
  type RowKind,
} from '@lianfang/contract';
import { badQuestion } from './problem-error';

/**
 * The kind of rows that answers a question: kinds are never crossed.
 * @throws ProblemError (400) naming what can't be asked together, and what can be left out.
 */
export function kindOfQuestion(filters: RowFilters, by?: Dimension): RowKind {
  const asked = [...new Set(dimensionsAsked(filters, by))];
  const kind = rowKindFor(asked);
  if (kind !== undefined) return kind;
  // County and disposition go with everything.
  const clashing = asked.filter((each) => ROW_KINDS.some((one) => !DIMENSIONS_OF_KIND[one].includes(each)));
  throw badQuestion(
    `${listed(clashing, 'and')} can't be asked together: rows do not cross them. Leave out ${listed(waysOut(asked), 'or')}. Finer questions go to the evidence, event by event: /api/v1/evidence.`,
  );
}

/** The smallest sets of dimensions without which one kind knows the rest. */
function waysOut(asked: readonly Dimension[]): string[] {
  const unknown = ROW_KINDS.map((kind) => asked.filter((each) => !DIMENSIONS_OF_KIND[kind].includes(each)));
  const smallest = unknown.filter(
    (one) => !unknown.some((other) => other.length < one.length && other.every((each) => one.includes(each))),
  );
  return [...new Set(smallest.map((set) => set.map(quoted).join(' with ')))];
}

function listed(names: readonly string[], word: 'and' | 'or'): string {
  const texts = names.map((name) => (name.includes('`') ? name : quoted(name)));
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${word} ${texts.at(-1)}`;
}

function quoted(name: string): string {
  return `\`${name}\``;
}
