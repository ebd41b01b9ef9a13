import { createHash } from 'node:crypto';
import { err, ok, type LocalName, type Result } from '@lianfang/contract';
import { parseHeartbeat } from './heartbeat';
import { isVisible, LocalNameReader } from './local-name-reader';
import { ProblemList, type FileProblem } from './problem';
import { YamlReader, type Fields } from './yaml-reader';

const LONGEST_ID = 256;
const FORMAT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const TOPIC = /^[\w.-]{1,200}$/;
/** A sign of life is expected within this time of sensors of which nothing else is said (5 minutes). */
const USUAL_HEARTBEAT_MS = 300_000;

const UNREGISTERED = ['count', 'reject'] as const;

/** A county or an agency that an entry names, and where. */
export interface NamedPlace {
  readonly id: string;
  readonly line: number;
}

/** For whom a sensor may speak: every agency, or those of these counties and these ones. */
export type SpeaksFor =
  'nation' | { readonly counties: readonly NamedPlace[]; readonly agencies: readonly NamedPlace[] };

/** What the file says of one sensor. */
export interface SensorEntry {
  /** Key of its Kafka records, else what they say as `observer.name`. */
  readonly id: string;
  readonly name?: LocalName;
  readonly speaksFor: SpeaksFor;
  /** Topics that it may write to, without the prefix of the installation; absent: any. */
  readonly topics?: readonly string[];
  /** Source format of records that come without the header `format`. */
  readonly format?: string;
  /** True when a record whose header states another format is rejected; never so in the older form of the file. */
  readonly bindsFormat: boolean;
  /** IANA name of the zone in which it writes times without a zone. */
  readonly timeZone: string;
  /** A sign of life is expected within this time, milliseconds. */
  readonly heartbeatMs: number;
}

/** The registry of sensors as its file has it, and the hash by which a pin names it. */
export interface SensorFile {
  /** SHA-256 of the file's UTF-8 bytes. */
  readonly hash: string;
  /** IANA zone of sensors that state none, and of unregistered ones. */
  readonly timeZone: string;
  /** What becomes of events of sensors that are not in the file. */
  readonly unregistered: (typeof UNREGISTERED)[number];
  /** By id. */
  readonly sensors: ReadonlyMap<string, SensorEntry>;
}

type Read = Omit<SensorFile, 'hash'>;
type Item = ReturnType<YamlReader['list']>[number];

/**
 * Reads a sensor file (YAML; the form is in this library's README). What it names of the directory is not looked up:
 * see `sensorProblems`.
 * @returns the file, or every problem found, each with its line.
 */
export function parseSensors(text: string): Result<SensorFile, FileProblem[]> {
  const problems = new ProblemList();
  const read = new SensorReader(new YamlReader(text, problems), problems).read();
  if (problems.found.length > 0) return err(problems.byLine());
  return ok({ hash: createHash('sha256').update(text, 'utf8').digest('hex'), ...read });
}

class SensorReader {
  private readonly sensors = new Map<string, SensorEntry>();
  private readonly names: LocalNameReader;

  constructor(
    private readonly yaml: YamlReader,
    private readonly problems: ProblemList,
  ) {
    this.names = new LocalNameReader(yaml, problems);
  }

  read(): Read {
    const root = this.yaml.root(['timeZone', 'unregistered', 'heartbeat', 'sensors']);
    if (root === undefined) return { timeZone: 'UTC', unregistered: 'count', sensors: this.sensors };
    const timeZone = this.zoneOf(root, 'the file') ?? 'UTC';
    const heartbeatMs = this.heartbeatOf(root, 'the file') ?? USUAL_HEARTBEAT_MS;
    const unregistered = this.unregisteredOf(root);
    if (root.values.has('sensors')) {
      for (const item of this.yaml.list(root, 'sensors', 'the file')) this.readSensor(item, { timeZone, heartbeatMs });
    }
    return { timeZone, unregistered, sensors: this.sensors };
  }

  private readSensor({ node, line }: Item, usual: Pick<SensorEntry, 'timeZone' | 'heartbeatMs'>): void {
    const allowed = ['id', 'name', 'speaksFor', 'topics', 'format', 'timeZone', 'heartbeat'];
    const fields = this.yaml.fields(node, { what: 'a sensor', allowed, line });
    if (fields === undefined) return;
    // The older form: `name` was the key of its records, and bound nothing. Pins name files that are written so.
    const isOlder = !fields.values.has('id') && this.yaml.text(fields.values.get('name')) !== undefined;
    const id = this.idOf(fields, isOlder ? 'name' : 'id');
    if (id === undefined) return;
    const what = `sensor ${JSON.stringify(id)}`;
    if (this.sensors.has(id)) this.problems.add(line, `${what} is there twice`);
    this.sensors.set(id, {
      id,
      bindsFormat: !isOlder,
      timeZone: this.zoneOf(fields, what) ?? usual.timeZone,
      heartbeatMs: this.heartbeatOf(fields, what) ?? usual.heartbeatMs,
      ...this.formatOf(fields, what),
      ...(isOlder ? this.refuseInOlder(fields, what) : this.newerOf(fields, what)),
    });
  }

  /** What only the newer form has. */
  private newerOf(fields: Fields, what: string): Pick<SensorEntry, 'speaksFor' | 'name' | 'topics'> {
    const name = fields.values.has('name') ? this.names.read(fields, what) : undefined;
    const topics = this.topicsOf(fields, what);
    return { speaksFor: this.speaksForOf(fields, what), ...(name && { name }), ...(topics && { topics }) };
  }

  private idOf(fields: Fields, key: 'id' | 'name'): string | undefined {
    const id = this.yaml.text(fields.values.get(key))?.trim();
    if (id !== undefined && id !== '' && id.length <= LONGEST_ID && isVisible(id)) return id;
    const reason = `a sensor must have an \`id\` of at most ${LONGEST_ID} visible characters: the key of its Kafka records`;
    this.problems.add(this.lineOf(fields, key), reason);
    return undefined;
  }

  /** What is new needs the new form, so that nobody believes in a limit that is not there. */
  private refuseInOlder(fields: Fields, what: string): Pick<SensorEntry, 'speaksFor'> {
    for (const key of ['speaksFor', 'topics', 'heartbeat']) {
      if (!fields.values.has(key)) continue;
      this.problems.add(this.lineOf(fields, key), `${what}: write \`id\` in place of \`name\` to state \`${key}\``);
    }
    return { speaksFor: 'nation' };
  }

  private speaksForOf(fields: Fields, what: string): SpeaksFor {
    const node = fields.values.get('speaksFor');
    const rule = `${what} must state \`speaksFor\`: nation, or { counties: [CODE, …], agencies: [ID, …] } of the directory`;
    if (this.yaml.text(node) === 'nation') return 'nation';
    if (node === undefined || this.yaml.text(node) !== undefined) {
      this.problems.add(this.lineOf(fields, 'speaksFor'), rule);
      return 'nation';
    }
    const named = { what: `\`speaksFor\` of ${what}`, allowed: ['counties', 'agencies'], line: fields.line };
    const inside = this.yaml.fields(node, named);
    if (inside === undefined) return 'nation';
    if (inside.values.size === 0) this.problems.add(inside.line, rule);
    return { counties: this.placesOf(inside, 'counties', what), agencies: this.placesOf(inside, 'agencies', what) };
  }

  private placesOf(fields: Fields, key: 'counties' | 'agencies', what: string): NamedPlace[] {
    if (!fields.values.has(key)) return [];
    return this.yaml.list(fields, key, `\`speaksFor\` of ${what}`).flatMap(({ node, line }) => {
      const id = this.yaml.text(node);
      if (id !== undefined) return [{ id, line }];
      this.problems.add(
        line,
        `${what}: each of \`${key}\` must be ${key === 'counties' ? 'a county code' : 'an agency id'}`,
      );
      return [];
    });
  }

  private topicsOf(fields: Fields, what: string): string[] | undefined {
    if (!fields.values.has('topics')) return undefined;
    return this.yaml.list(fields, 'topics', what).flatMap(({ node, line }) => {
      const topic = this.yaml.text(node);
      if (topic !== undefined && TOPIC.test(topic)) return [topic];
      this.problems.add(line, `${what}: each of \`topics\` must be the name of a Kafka topic, without the prefix`);
      return [];
    });
  }

  private unregisteredOf(root: Fields): Read['unregistered'] {
    const node = root.values.get('unregistered');
    const known = UNREGISTERED.find((word) => word === this.yaml.text(node));
    if (node !== undefined && known === undefined) {
      const reason =
        '`unregistered` must be `count` or `reject`: what becomes of events of sensors that are not listed';
      this.problems.add(this.lineOf(root, 'unregistered'), reason);
    }
    return known ?? 'count';
  }

  private heartbeatOf(fields: Fields, what: string): number | undefined {
    const node = fields.values.get('heartbeat');
    if (node === undefined) return undefined;
    const heartbeat = parseHeartbeat(this.yaml.text(node) ?? '');
    if (heartbeat.ok) return heartbeat.value;
    this.problems.add(this.lineOf(fields, 'heartbeat'), `${what}: ${heartbeat.error}`);
    return undefined;
  }

  private formatOf(fields: Fields, what: string): Pick<SensorEntry, 'format'> {
    const node = fields.values.get('format');
    if (node === undefined) return {};
    const format = this.yaml.text(node);
    if (format !== undefined && FORMAT.test(format)) return { format };
    this.problems.add(this.lineOf(fields, 'format'), `${what}: \`format\` must be the name of a source format`);
    return {};
  }

  private zoneOf(fields: Fields, what: string): string | undefined {
    const node = fields.values.get('timeZone');
    const zone = this.yaml.text(node);
    if (node === undefined || (zone !== undefined && isTimeZone(zone))) return zone;
    const reason = `${what}: \`timeZone\` must be an IANA time zone such as Asia/Taipei, not ${JSON.stringify(zone)}`;
    this.problems.add(this.lineOf(fields, 'timeZone'), reason);
    return undefined;
  }

  private lineOf(fields: Fields, key: string): number {
    return this.yaml.lineOf(fields.values.get(key)) ?? fields.line;
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
