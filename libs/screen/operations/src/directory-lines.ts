import type { DirectoryAgency, DirectoryCheck, DirectoryDiff, DirectoryProblem } from '@lianfang/contract';

/** What of an agency may differ, in the order of the page. */
export const AGENCY_FIELDS = ['county', 'nameZh', 'nameEn', 'protectedAddresses', 'ranges'] as const;
export type AgencyField = (typeof AGENCY_FIELDS)[number];

/** One field: what it was, and what it will be. Ranges: those that go, and those that come. Null: nothing. */
export interface FieldLine {
  readonly field: AgencyField;
  readonly before: string | null;
  readonly after: string | null;
}

/** One agency of a diff. */
export interface AgencyLine {
  readonly agency: DirectoryAgency;
  readonly fields: readonly FieldLine[];
}

/** How values are written. */
export interface Writing {
  readonly county: (code: string) => string;
  readonly integer: (value: number) => string;
}

/** A problem beside its line's text; null where there is no such line. */
export interface ProblemLine extends DirectoryProblem {
  readonly text: string | null;
}

/** A line longer than this is cut where it is shown. */
const LONGEST_LINE = 240;

/** Problems with the text of their lines, as it was checked. Blanks at the ends of a line are left out. */
export function problemLines(problems: DirectoryCheck['problems'], text: string): ProblemLine[] {
  const lines = linesOf(text);
  return problems.map((problem) => {
    const whole = lines[problem.line - 1]?.trim() ?? null;
    return { ...problem, text: whole !== null && whole.length > LONGEST_LINE ? cut(whole) : whole };
  });
}

/** Lines of a text, however they end. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** Where a line begins and ends in a text whose lines end with a line feed. */
export function placeOfLine(text: string, line: number): { readonly from: number; readonly to: number } {
  let from = 0;
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf('\n', from);
    if (end < 0) break;
    from = end + 1;
  }
  const end = text.indexOf('\n', from);
  return { from, to: end < 0 ? text.length : end };
}

/** An agency that comes or goes: where it is, and what it has. */
export function wholeAgency(agency: DirectoryAgency, side: 'before' | 'after', writing: Writing): AgencyLine {
  const shown: readonly AgencyField[] = ['county', 'protectedAddresses', 'ranges'];
  const fields = shown.map((field) => {
    const value = valueOf(agency, field, writing);
    return side === 'after' ? { field, before: null, after: value } : { field, before: value, after: null };
  });
  return { agency, fields };
}

/** An agency that changes: only what differs. */
export function changedAgency({ before, after }: DirectoryDiff['changed'][number], writing: Writing): AgencyLine {
  const fields = AGENCY_FIELDS.flatMap((field): FieldLine[] => {
    if (field === 'ranges') return rangeLine(before.ranges, after.ranges);
    const [was, is] = [valueOf(before, field, writing), valueOf(after, field, writing)];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
  return { agency: after, fields };
}

/** Whether a diff says that nothing differs but the way it is written. */
export function isEmptyDiff({ added, removed, changed, counties }: DirectoryDiff): boolean {
  return [added, removed, changed, counties].every(({ length }) => length === 0);
}

function rangeLine(before: readonly string[], after: readonly string[]): FieldLine[] {
  const gone = before.filter((range) => !after.includes(range));
  const come = after.filter((range) => !before.includes(range));
  if (gone.length === 0 && come.length === 0) return [];
  const joined = (ranges: readonly string[]): string | null => (ranges.length === 0 ? null : ranges.join(', '));
  return [{ field: 'ranges', before: joined(gone), after: joined(come) }];
}

function valueOf(agency: DirectoryAgency, field: AgencyField, { county, integer }: Writing): string {
  switch (field) {
    case 'county':
      return county(agency.county);
    case 'nameZh':
      return agency.name.zh;
    case 'nameEn':
      return agency.name.en;
    case 'protectedAddresses':
      return integer(agency.protectedAddresses);
    case 'ranges':
      return agency.ranges.join(', ');
  }
}

/** Not between the halves of a character. */
function cut(text: string): string {
  return `${text.slice(0, LONGEST_LINE).replace(/[\uD800-\uDBFF]$/, '')} …`;
}
