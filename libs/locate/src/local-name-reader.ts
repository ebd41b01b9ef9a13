import type { LocalName } from '@lianfang/contract';
import { officialSpelling } from './official-counties';
import type { ProblemList } from './problem';
import type { Fields, YamlReader } from './yaml-reader';

const LONGEST_NAME = 120;
// Control and format characters: among them those that turn the direction of text or can't be seen.
const INVISIBLE = /[\p{Cc}\p{Cf}]/u;

/** True when all of a text can be seen. */
export function isVisible(text: string): boolean {
  return !INVISIBLE.test(text);
}

/** Reads `name: { zh: …, en: … }` of whatever a file lists. */
export class LocalNameReader {
  constructor(
    private readonly yaml: YamlReader,
    private readonly problems: ProblemList,
  ) {}

  /** @returns undefined when it is missing or wrong, which is a problem. */
  read(fields: Fields, what: string): LocalName | undefined {
    const node = fields.values.get('name');
    const named = { what: `the name of ${what}`, allowed: ['zh', 'en'], line: fields.line };
    const inside = this.yaml.fields(node, named);
    if (inside === undefined) return undefined;
    const zh = this.nameIn(inside, 'zh', what);
    const en = this.nameIn(inside, 'en', what);
    if (zh === undefined || en === undefined) return undefined;
    const official = officialSpelling(zh);
    if (official === zh) return { zh, en };
    const reason = `${what}: write "${official}", with the official 臺, not "${zh}"`;
    const values = { write: official, text: zh };
    this.problems.add(this.lineOf(inside, 'zh'), reason, { code: 'official-name', values });
    return undefined;
  }

  private nameIn(fields: Fields, language: 'zh' | 'en', what: string): string | undefined {
    const name = this.yaml.text(fields.values.get(language))?.trim();
    if (name === undefined) {
      const reason = `the name of ${what} must have \`${language}\``;
      this.problems.add(fields.line, reason, { code: 'missing', values: { key: `name.${language}` } });
      return undefined;
    }
    if (name.length > 0 && name.length <= LONGEST_NAME && isVisible(name)) return name;
    const reason = `${what}: name.${language} must have 1 to ${LONGEST_NAME} characters, all of them visible`;
    const values = { key: `name.${language}`, most: String(LONGEST_NAME) };
    this.problems.add(this.lineOf(fields, language), reason, { code: 'name', values });
    return undefined;
  }

  private lineOf(fields: Fields, key: string): number {
    return this.yaml.lineOf(fields.values.get(key)) ?? fields.line;
  }
}
