import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = process.cwd();
/** Where patterns meet what strangers send. */
const FOLDERS = ['libs/event/src', 'libs/normalise/src', 'libs/locate/src', 'libs/aggregate/src', 'apps/collector/src'];

/** A regular expression of ours, as it stands in a source file. */
export interface OwnPattern {
  /** Path within the repository, and the line. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression of the stages: literals, and those that are made of texts of the same file. */
export function ownPatterns(): readonly OwnPattern[] {
  return FOLDERS.flatMap((folder) => sourceFiles(join(ROOT, folder)).flatMap(patternsOf));
}

function sourceFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).map((name) => join(folder, name));
}

function patternsOf(path: string): OwnPattern[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts = new Map<string, string>();
  const found: OwnPattern[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const text = textOf(node.initializer, texts);
      if (text !== undefined) texts.set(node.name.text, text);
    }
    const pattern = patternAt(node, texts);
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (pattern) found.push({ ...pattern, place: `${path.slice(ROOT.length + 1)}:${line}` });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function patternAt(node: ts.Node, texts: ReadonlyMap<string, string>): Omit<OwnPattern, 'place'> | undefined {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
  }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'RegExp') return undefined;
  const [source, flags] = node.arguments ?? [];
  if (source === undefined) return undefined;
  return { source: textOf(source, texts) ?? '', flags: (flags && textOf(flags, texts)) ?? '' };
}

/** The text that an expression is; what is not known of it is one letter. */
function textOf(node: ts.Expression, texts: ReadonlyMap<string, string>): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isIdentifier(node)) return texts.get(node.text);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'String.raw') return rawOf(node.template, texts);
  return ts.isTemplateExpression(node) ? rawOf(node, texts) : undefined;
}

function rawOf(template: ts.TemplateLiteral, texts: ReadonlyMap<string, string>): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.rawText ?? template.text;
  const spans = template.templateSpans.map(
    ({ expression, literal }) => (textOf(expression, texts) ?? 'x') + (literal.rawText ?? literal.text),
  );
  return (template.head.rawText ?? template.head.text) + spans.join('');
}
