import { readFileSync } from 'node:fs';
import type { Result } from '@lianfang/contract';
import { createCountryTable, parseDirectory, parseSensors, type FileProblem } from '@lianfang/locate';
import { carriedVersions } from '@lianfang/normalise';
import type { ArtifactStore, Pin } from '@lianfang/store';
import { ReferenceDataError, requireFitting } from '../reference/reference-data';
import { pinnedReference } from '../reference/stage-library';
import type { GivenFiles, RebuildOrder } from './command-line';
import { RebuildRefusedError } from './rebuild-refused-error';

type Kind = keyof GivenFiles;

interface GivenFile {
  readonly kind: Kind;
  readonly hash: string;
  readonly content: Buffer;
  readonly path: string;
}

/** What a rebuild counts under, where that is not what the pins say. */
export class GivenReference {
  private constructor(
    private readonly files: readonly GivenFile[],
    private readonly normaliser: string | undefined,
  ) {}

  /** @throws ReferenceDataError for a bad file; RebuildRefusedError for a normaliser that this release does not carry. */
  static read({ files, normaliser }: Pick<RebuildOrder, 'files' | 'normaliser'>): GivenReference {
    const read = (Object.entries(files) as [Kind, string][]).map(([kind, path]) => readFile(kind, path));
    return new GivenReference(read, normaliser === undefined ? undefined : carried(normaliser));
  }

  /** The pin under which a chunk is counted again. Limits and windows stay as they were. */
  pinFor(old: Pin): Pin {
    const { directory, countries, sensors, ...rest } = old;
    const named = { directory, countries, ...(sensors !== undefined && { sensors }) };
    const given = Object.fromEntries(this.files.map(({ kind, hash }) => [kind, hash])) as Partial<Record<Kind, string>>;
    const normaliser = this.normaliser ?? old.normaliser;
    return { ...rest, ...pinnedReference({ ...named, ...given }, normaliser), normaliser };
  }

  /** Stores the contents before any pin can name them. */
  async keep(artifacts: ArtifactStore): Promise<void> {
    for (const { hash, kind, content } of this.files) await artifacts.keep(hash, kind, content);
  }

  /**
   * Looks whether directory and sensor file fit each other where one of them is given.
   * @throws ReferenceDataError with the lines of the sensor file that name what the directory does not have.
   */
  async requireFit(pins: readonly Pin[], artifacts: Pick<ArtifactStore, 'read'>): Promise<void> {
    const seen = new Set<string>();
    for (const { directory, sensors } of pins) {
      const pair = `${directory} ${sensors}`;
      const isGiven = this.files.some(({ hash }) => hash === directory || hash === sensors);
      if (sensors === undefined || !isGiven || seen.has(pair)) continue;
      seen.add(pair);
      const [places, writers] = await Promise.all([
        this.content(directory, artifacts),
        this.content(sensors, artifacts),
      ]);
      const parsed =
        places && writers && ([parseDirectory(places.toString()), parseSensors(writers.toString())] as const);
      // What the store no longer has is told when it is counted by.
      if (!parsed?.[0].ok || !parsed[1].ok) continue;
      const path =
        this.files.find(({ hash }) => hash === sensors)?.path ?? `The sensor file ${sensors.slice(0, 12)} of the pins`;
      requireFitting(path, parsed[1].value, parsed[0].value);
    }
  }

  private async content(hash: string, artifacts: Pick<ArtifactStore, 'read'>): Promise<Buffer | undefined> {
    return this.files.find((file) => file.hash === hash)?.content ?? artifacts.read(hash);
  }

  /** For people: what is given, and its hash. */
  describe(): string[] {
    const files = this.files.map(({ kind, hash }) => `${kind} ${hash.slice(0, 12)}`);
    return this.normaliser === undefined ? files : [...files, `normaliser ${this.normaliser}`];
  }
}

const PARSERS: Record<Kind, (content: Buffer) => Result<{ readonly hash: string }, FileProblem[]>> = {
  directory: (content) => parseDirectory(content.toString('utf8')),
  countries: createCountryTable,
  sensors: (content) => parseSensors(content.toString('utf8')),
};

function readFile(kind: Kind, path: string): GivenFile {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RebuildRefusedError(
      'LF-REBUILD-FILE',
      `--${kind} can't be read (${reason}). Name a file that can be read.`,
    );
  }
  const parsed = PARSERS[kind](content);
  if (!parsed.ok) throw new ReferenceDataError(path, parsed.error);
  return { kind, hash: parsed.value.hash, content, path };
}

function carried(normaliser: string): string {
  const versions = carriedVersions();
  const found =
    normaliser === 'newest' ? versions[0] : versions.find((version) => version.startsWith(`${normaliser}:`));
  if (found !== undefined) return found;
  throw new RebuildRefusedError(
    'LF-REBUILD-NORMALISER',
    `This release carries the normalisers ${versions.join(' and ')}, and not ${normaliser}. Give --normaliser one of these ` +
      'numbers, or newest.',
  );
}
