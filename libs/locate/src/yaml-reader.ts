import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { ProblemList } from './problem';

/** The keys of one mapping, each with its node; `line` is where the mapping begins. */
export interface Fields {
  readonly line: number;
  readonly values: ReadonlyMap<string, Node>;
}

/** Reads a YAML 1.2 document node by node, so that each problem is told with its line. */
export class YamlReader {
  private readonly lines = new LineCounter();
  private readonly contents: Node | null;
  private readonly problems: ProblemList;

  constructor(text: string, problems: ProblemList) {
    this.problems = problems;
    const document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
    for (const error of [...document.errors, ...document.warnings]) {
      const values = { message: error.message };
      problems.add(this.lineAt(error.pos[0]), `not valid YAML: ${error.message}`, { code: 'yaml', values });
    }
    this.contents = document.contents;
  }

  /** The document's own mapping. */
  root(allowed: readonly string[]): Fields | undefined {
    if (this.problems.found.length > 0) return undefined;
    return this.fields(this.contents ?? undefined, { what: 'the file', allowed, line: 1 });
  }

  /** The keys of a mapping; keys that nobody knows are refused, because they are most often misspelt. */
  fields(
    node: Node | undefined,
    { what, allowed, line }: { what: string; allowed: readonly string[]; line: number },
  ): Fields | undefined {
    const keys = allowed.join(', ');
    if (!isMap(node)) {
      const reason = `${what} must be a mapping with the keys ${keys}`;
      this.problems.add(this.lineOf(node) ?? line, reason, { code: 'no-mapping', values: { keys } });
      return undefined;
    }
    const values = new Map<string, Node>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (!allowed.includes(name)) {
        const at = this.lineOf(key as Node) ?? line;
        const reason = `unknown key ${JSON.stringify(name)} in ${what}; the keys are ${keys}`;
        this.problems.add(at, reason, { code: 'unknown-key', values: { key: name, keys } });
      } else if (value !== null) {
        values.set(name, value as Node);
      }
    }
    return { line: this.lineOf(node) ?? line, values };
  }

  /** The items of a list under a key. A missing or empty list is a problem. */
  list(from: Fields, key: string, what: string): { node: Node; line: number }[] {
    const node = from.values.get(key);
    if (!isSeq(node) || node.items.length === 0) {
      const reason = `${what} must have a list \`${key}\` with at least one item`;
      this.problems.add(this.lineOf(node) ?? from.line, reason, { code: 'no-list', values: { key } });
      return [];
    }
    const start = this.lineOf(node) ?? from.line;
    return node.items.map((item) => ({ node: item as Node, line: this.lineOf(item as Node) ?? start }));
  }

  /** The text of a scalar as it stands in the file: `09007` is the text 09007, not the number 9007. */
  text(node: Node | undefined): string | undefined {
    if (!isScalar(node)) return undefined;
    if (typeof node.value === 'string') return node.value;
    return typeof node.value === 'number' ? (node.source ?? String(node.value)) : undefined;
  }

  lineOf(node: Node | null | undefined): number | undefined {
    return node?.range ? this.lineAt(node.range[0]) : undefined;
  }

  private lineAt(offset: number): number {
    return Math.max(1, this.lines.linePos(offset).line);
  }
}
