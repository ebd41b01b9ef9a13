import { createHash } from 'node:crypto';
import { err, ok, type Agency, type County, type Directory, type LocalName, type Result } from '@lianfang/contract';
import { formatCidr, parseCidr } from './cidr';
import { LocalNameReader } from './local-name-reader';
import { OFFICIAL_COUNTIES } from './official-counties';
import { ProblemList, type FileProblem } from './problem';
import { YamlReader, type Fields } from './yaml-reader';

const AGENCY_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Reads a directory file (YAML; the form is in this library's README).
 * @param text the whole file; `hash` of the answer is the SHA-256 of its UTF-8 bytes.
 * @returns the directory, or every problem found, each with its line.
 */
export function parseDirectory(text: string): Result<Directory, FileProblem[]> {
  const problems = new ProblemList();
  const reader = new DirectoryReader(new YamlReader(text, problems), problems);
  const { counties, agencies } = reader.read();
  if (problems.found.length > 0) return err(problems.byLine());
  return ok({ hash: createHash('sha256').update(text, 'utf8').digest('hex'), counties, agencies });
}

class DirectoryReader {
  private readonly yaml: YamlReader;
  private readonly problems: ProblemList;
  private readonly names: LocalNameReader;
  private readonly counties = new Map<string, County>();
  private readonly agencies = new Map<string, Agency>();
  /** Canonical text of each range, and the agency that has it. */
  private readonly ranges = new Map<string, { readonly what: string; readonly line: number }>();

  constructor(yaml: YamlReader, problems: ProblemList) {
    this.yaml = yaml;
    this.problems = problems;
    this.names = new LocalNameReader(yaml, problems);
  }

  read(): { counties: County[]; agencies: Agency[] } {
    const root = this.yaml.root(['counties', 'agencies']);
    if (root !== undefined) {
      for (const item of this.yaml.list(root, 'counties', 'the directory')) this.readCounty(item);
      for (const item of this.yaml.list(root, 'agencies', 'the directory')) this.readAgency(item);
    }
    return { counties: [...this.counties.values()], agencies: [...this.agencies.values()] };
  }

  private readCounty({ node, line }: ReturnType<YamlReader['list']>[number]): void {
    const fields = this.yaml.fields(node, { what: 'a county', allowed: ['code', 'name'], line });
    if (fields === undefined) return;
    const code = this.requiredText(fields, 'code', 'a county');
    if (code === undefined) return;
    const official = OFFICIAL_COUNTIES.get(code);
    const name = this.names.read(fields, `county ${code}`);
    if (official === undefined) {
      const known = codeFor(name);
      const hint = known ? `${known.name} is ${known.write}` : 'it must be the 5-digit code of one of the 22 counties';
      const said = { code: known ? 'county-code-of' : 'county-code', values: { text: code, ...known } } as const;
      this.problems.add(this.lineOf(fields, 'code'), `unknown county code "${code}"; ${hint}`, said);
      return;
    }
    if (this.counties.has(code)) {
      const said = { code: 'county-twice', values: { county: code } } as const;
      this.problems.add(this.lineOf(fields, 'code'), `county ${code} is there twice`, said);
      return;
    }
    if (name === undefined) return;
    this.counties.set(code, { code, name });
    if (name.zh === official) return;
    // A map that calls one county by another's name is worse than no map.
    const reason = `county ${code}: write "${official}", its official name, not "${name.zh}"`;
    const values = { write: official, text: name.zh };
    this.problems.add(this.lineOf(fields, 'name'), reason, { code: 'official-name', values });
  }

  private readAgency({ node, line }: ReturnType<YamlReader['list']>[number]): void {
    const allowed = ['id', 'county', 'name', 'protectedAddresses', 'ranges'];
    const fields = this.yaml.fields(node, { what: 'an agency', allowed, line });
    if (fields === undefined) return;
    const id = this.agencyId(fields);
    const what = id === undefined ? 'an agency' : `agency ${id}`;
    const county = this.countyOf(fields, what);
    const name = this.names.read(fields, what);
    const protectedAddresses = this.protectedAddresses(fields, what);
    const ranges = this.rangesOf(fields, what);
    if (id === undefined || county === undefined || name === undefined || protectedAddresses === undefined) return;
    this.agencies.set(id, { id, county, name, protectedAddresses, ranges });
  }

  private agencyId(fields: Fields): string | undefined {
    const id = this.requiredText(fields, 'id', 'an agency');
    if (id === undefined) return undefined;
    const line = this.lineOf(fields, 'id');
    if (!AGENCY_ID.test(id)) {
      const reason = `agency id ${JSON.stringify(id)} must be lower case letters, digits and single "-"`;
      this.problems.add(line, reason, { code: 'agency-id', values: { id } });
      return undefined;
    }
    if (this.agencies.has(id))
      this.problems.add(line, `agency id "${id}" is there twice`, { code: 'agency-twice', values: { id } });
    return id;
  }

  private countyOf(fields: Fields, what: string): string | undefined {
    const county = this.requiredText(fields, 'county', what);
    if (county === undefined || this.counties.has(county)) return county;
    const reason = `${what}: unknown county code "${county}"; it must be one of those under \`counties\``;
    this.problems.add(this.lineOf(fields, 'county'), reason, { code: 'county-not-listed', values: { county } });
    return undefined;
  }

  private protectedAddresses(fields: Fields, what: string): number | undefined {
    const text = this.requiredText(fields, 'protectedAddresses', what);
    if (text === undefined) return undefined;
    if (/^\d{1,12}$/.test(text)) return Number(text);
    const reason = `${what}: protectedAddresses must be a whole number of at least 0, not ${JSON.stringify(text)}`;
    this.problems.add(this.lineOf(fields, 'protectedAddresses'), reason, {
      code: 'protected-addresses',
      values: { text },
    });
    return undefined;
  }

  private rangesOf(fields: Fields, what: string): string[] {
    return this.yaml.list(fields, 'ranges', what).flatMap(({ node, line }) => {
      const range = parseCidr(this.yaml.text(node) ?? '');
      if (!range.ok) {
        const { reason, code, values } = range.error;
        this.problems.add(line, `${what}: ${reason}`, { code, values });
        return [];
      }
      const text = formatCidr(range.value);
      const owner = this.ranges.get(text);
      if (owner !== undefined) {
        const reason = `${what}: range ${text} is there twice, first at ${owner.what} (line ${owner.line})`;
        this.problems.add(line, reason, { code: 'range-twice', values: { text, line: String(owner.line) } });
      }
      this.ranges.set(text, { what, line });
      return [text];
    });
  }

  private requiredText(fields: Fields, key: string, what: string): string | undefined {
    const text = this.yaml.text(fields.values.get(key));
    if (text !== undefined) return text;
    this.problems.add(this.lineOf(fields, key), `${what} must have \`${key}\``, { code: 'missing', values: { key } });
    return undefined;
  }

  private lineOf(fields: Fields, key: string): number {
    return this.yaml.lineOf(fields.values.get(key)) ?? fields.line;
  }
}

/** What to write instead of an unknown code, as far as the name tells. */
function codeFor(name: LocalName | undefined): { readonly name: string; readonly write: string } | undefined {
  const known = [...OFFICIAL_COUNTIES].find(([, zh]) => zh === name?.zh);
  return known && { name: known[1], write: known[0] };
}
