import { createHash } from 'node:crypto';
import { err, ok, type Result, type SensorSettings } from '@lianfang/contract';
import { ProblemList, type FileProblem } from './problem';
import { YamlReader, type Fields } from './yaml-reader';

const LONGEST_NAME = 256;
const FORMAT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** What is known of the sensors, and the hash by which a pin names it. */
export interface SensorFile {
  /** SHA-256 of the file's UTF-8 bytes. */
  readonly hash: string;
  /** IANA zone of sensors that state none. */
  readonly timeZone: string;
  /** By the sensor's name: the key of its Kafka records. */
  readonly sensors: ReadonlyMap<string, SensorSettings>;
}

/**
 * Reads a sensor file (YAML; the form is in this library's README).
 * @returns the file, or every problem found, each with its line.
 */
export function parseSensors(text: string): Result<SensorFile, FileProblem[]> {
  const problems = new ProblemList();
  const reader = new SensorReader(new YamlReader(text, problems), problems);
  const { timeZone, sensors } = reader.read();
  if (problems.found.length > 0) return err(problems.byLine());
  return ok({ hash: createHash('sha256').update(text, 'utf8').digest('hex'), timeZone, sensors });
}

class SensorReader {
  private readonly sensors = new Map<string, SensorSettings>();

  constructor(
    private readonly yaml: YamlReader,
    private readonly problems: ProblemList,
  ) {}

  read(): Pick<SensorFile, 'timeZone' | 'sensors'> {
    const root = this.yaml.root(['timeZone', 'sensors']);
    if (root === undefined) return { timeZone: 'UTC', sensors: this.sensors };
    const timeZone = this.zoneOf(root, 'the file') ?? 'UTC';
    if (root.values.has('sensors')) {
      for (const item of this.yaml.list(root, 'sensors', 'the file')) this.readSensor(item, timeZone);
    }
    return { timeZone, sensors: this.sensors };
  }

  private readSensor({ node, line }: ReturnType<YamlReader['list']>[number], fallback: string): void {
    const fields = this.yaml.fields(node, { what: 'a sensor', allowed: ['name', 'format', 'timeZone'], line });
    if (fields === undefined) return;
    const name = this.yaml.text(fields.values.get('name'))?.trim();
    if (name === undefined || name === '' || name.length > LONGEST_NAME) {
      this.problems.add(line, `a sensor must have a \`name\` of at most ${LONGEST_NAME} characters: its Kafka key`);
      return;
    }
    if (this.sensors.has(name)) this.problems.add(line, `sensor ${JSON.stringify(name)} is there twice`);
    const what = `sensor ${JSON.stringify(name)}`;
    const format = this.formatOf(fields, what);
    this.sensors.set(name, { timeZone: this.zoneOf(fields, what) ?? fallback, ...(format && { format }) });
  }

  private formatOf(fields: Fields, what: string): string | undefined {
    const node = fields.values.get('format');
    const format = this.yaml.text(node);
    if (node === undefined || (format !== undefined && FORMAT.test(format))) return format;
    this.problems.add(this.yaml.lineOf(node) ?? fields.line, `${what}: \`format\` must be the name of a source format`);
    return undefined;
  }

  private zoneOf(fields: Fields, what: string): string | undefined {
    const node = fields.values.get('timeZone');
    const zone = this.yaml.text(node);
    if (node === undefined || (zone !== undefined && isTimeZone(zone))) return zone;
    const reason = `${what}: \`timeZone\` must be an IANA time zone such as Asia/Taipei, not ${JSON.stringify(zone)}`;
    this.problems.add(this.yaml.lineOf(node) ?? fields.line, reason);
    return undefined;
  }
}

/** Abbreviations are refused: CST is Taipei's and Chicago's. */
function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !name.includes('/')) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
