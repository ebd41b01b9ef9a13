import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  createCountryTable,
  parseDirectory,
  parseSensors,
  sensorProblems,
  type CountryTable,
  type FileProblem,
  type SensorFile,
} from '@lianfang/locate';
import type { Directory, Result, StoredDirectory } from '@lianfang/contract';
import { followFile } from '@lianfang/platform/service';
import { followDirectory, type ArtifactStore, type DirectoryStore, type Pin } from '@lianfang/store';
import type { ServiceLog } from '../service-log';

const PROBLEMS_SHOWN = 10;

/** What locating needs, the directory and the country table, and what is said of sensors. */
export interface ReferenceSet {
  readonly directory: Directory;
  readonly countries: CountryTable;
  readonly sensors: SensorFile | undefined;
}

/** Hashes of files, as a pin names them. */
export interface ReferenceHashes {
  readonly directory: string;
  readonly countries: string;
  readonly sensors?: string;
}

/** Where the files are. */
export interface ReferencePaths {
  readonly directory: string;
  readonly countries: string;
  readonly sensors?: string | undefined;
}

/** The files can't be used. */
export class ReferenceDataError extends Error {
  readonly code = 'LF-REFERENCE';

  constructor(path: string, problems: readonly FileProblem[]) {
    const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`);
    const more = problems.length > PROBLEMS_SHOWN ? [`  and ${problems.length - PROBLEMS_SHOWN} more`] : [];
    super(`${path} can't be used:\n${[...lines, ...more].join('\n')}\nCorrect these lines and save the file.`);
    this.name = 'ReferenceDataError';
  }
}

/**
 * The directory, country table and sensor file in force. The files are read again when they change; a bad file, or a sensor
 * file that names what the directory does not have, is refused with its lines and reasons, and the old ones stay. Contents
 * are stored by hash before any pin can name them, and what an old pin names is read back from there.
 */
export class ReferenceData {
  private readonly directories = new Map<string, Directory>();
  private readonly tables = new Map<string, CountryTable>();
  private readonly sensorFiles = new Map<string, SensorFile>();
  private following: (() => void)[] = [];
  private held: ReferenceHashes | undefined;
  /** Taken by upload: in force in the place of the file, which is only the beginning. */
  private upload: StoredDirectory | undefined;
  private loading: Promise<void> = Promise.resolve();
  /** Of one that can't be used: it is told once, and tried again when a file changes. */
  private refused: string | undefined;

  constructor(
    private readonly paths: ReferencePaths,
    private readonly artifacts: ArtifactStore,
    private readonly log: ServiceLog,
    private readonly taken?: Pick<DirectoryStore, 'newerThan'>,
  ) {}

  /** Reads the files. @throws ReferenceDataError when one can't be used: there is no older one to keep at a start. */
  async start(): Promise<void> {
    const { directory, ...others } = this.paths;
    const reload = (): void => {
      this.refused = undefined;
      void this.inTurn(() => this.load());
    };
    const changed = (): void => {
      if (this.upload === undefined) reload();
      else
        this.log.warn(
          `${directory} changed and is not used: directory revision ${this.upload.revision} was taken by upload.`,
        );
    };
    const [place, ...rest] = [directory, ...Object.values(others)];
    this.following = rest.flatMap((path: string | undefined) => (path ? [followFile(path, reload)] : []));
    if (place) this.following.push(followFile(place, changed));
    // Before the first chunk is pinned: the file would be the wrong one.
    const upload = await this.taken?.newerThan(0);
    await this.load(upload);
    if (this.taken) this.following.push(followDirectory(() => this.inTurn(() => this.ask())));
  }

  /** While Elasticsearch is away what is in use stays; everything else waits for it too. */
  private async ask(): Promise<void> {
    const upload = await this.taken?.newerThan(this.upload?.revision ?? 0).catch(() => undefined);
    if (upload === undefined || upload.hash === this.refused) return;
    try {
      await this.load(upload);
    } catch (error) {
      if (error instanceof ReferenceDataError) this.refused = upload.hash;
      throw error;
    }
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.loading = this.loading.then(work).catch((error: unknown) => this.log.error(String(error)));
    return this.loading;
  }

  stop(): void {
    for (const stop of this.following) stop();
  }

  /** Hashes of what new chunks are pinned to. */
  get current(): ReferenceHashes {
    if (this.held === undefined) throw new Error('LF-REFERENCE: not started. Call start() first.');
    return this.held;
  }

  /** What a pin names. @throws when the store no longer has it. */
  async named(hashes: Pick<Pin, keyof ReferenceHashes>): Promise<ReferenceSet> {
    const { sensors } = hashes;
    return {
      directory: await this.find(this.directories, hashes.directory, (content) => parseDirectory(content.toString())),
      countries: await this.find(this.tables, hashes.countries, createCountryTable),
      sensors:
        sensors === undefined
          ? undefined
          : await this.find(this.sensorFiles, sensors, (content) => parseSensors(content.toString())),
    };
  }

  private async load(upload = this.upload): Promise<void> {
    const directoryBytes = upload ? Buffer.from(upload.text, 'utf8') : readFileSync(this.paths.directory);
    const from = upload ? `directory revision ${upload.revision}` : this.paths.directory;
    const countryBytes = readFileSync(this.paths.countries);
    const directory = accepted(from, parseDirectory(directoryBytes.toString('utf8')));
    const countries = this.countriesIn(countryBytes);
    // Before anything is kept: a sensor file that does not fit the directory keeps both out.
    const sensors = await this.loadSensors(directory);
    await this.artifacts.keep(directory.hash, 'directory', directoryBytes);
    await this.artifacts.keep(countries.hash, 'countries', countryBytes);
    this.upload = upload;
    this.directories.set(directory.hash, directory);
    this.tables.set(countries.hash, countries);
    this.held = { directory: directory.hash, countries: countries.hash, ...(sensors && { sensors }) };
    const { counties, agencies, hash } = directory;
    // By the hashes, pins tell which chunks were counted with which files.
    this.log.log(
      `Directory in force for the next chunks: ${counties.length} counties, ${agencies.length} agencies; ` +
        `SHA-256 of the files: directory ${hash}, countries ${countries.hash}, sensors ${sensors ?? 'none'}`,
    );
  }

  private async loadSensors(directory: Directory): Promise<string | undefined> {
    const path = this.paths.sensors;
    if (path === undefined || path === '') return undefined;
    const bytes = readFileSync(path);
    const sensors = accepted(path, parseSensors(bytes.toString('utf8')));
    requireFitting(path, sensors, directory);
    await this.artifacts.keep(sensors.hash, 'sensors', bytes);
    this.sensorFiles.set(sensors.hash, sensors);
    return sensors.hash;
  }

  /** A real table takes a tenth of a second to read, and is rarely the file that changed. */
  private countriesIn(bytes: Buffer): CountryTable {
    const known = this.tables.get(createHash('sha256').update(bytes).digest('hex'));
    return known ?? accepted(this.paths.countries, createCountryTable(bytes));
  }

  private async find<T extends { readonly hash: string }>(
    known: Map<string, T>,
    hash: string,
    parse: (content: Buffer) => Result<T, FileProblem[]>,
  ): Promise<T> {
    const held = known.get(hash);
    if (held !== undefined) return held;
    const content = await this.artifacts.read(hash);
    const value = content && accepted(hash, parse(content));
    if (value?.hash !== hash) {
      throw new Error(`LF-PIN-ARTIFACT: a chunk is pinned to ${hash}, which the store no longer has. Restore it.`);
    }
    known.set(hash, value);
    return value;
  }
}

/** @throws ReferenceDataError when the sensor file names what the directory does not have. */
export function requireFitting(path: string, sensors: SensorFile, directory: Directory): void {
  const problems = sensorProblems(sensors, directory);
  if (problems.length > 0) throw new ReferenceDataError(path, problems);
}

function accepted<T>(path: string, result: Result<T, FileProblem[]>): T {
  if (result.ok) return result.value;
  throw new ReferenceDataError(path, result.error);
}
