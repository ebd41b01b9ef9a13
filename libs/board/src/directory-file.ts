import { createHash } from 'node:crypto';
import type { Directory, DirectorySummary, LocalName, StoredDirectory } from '@lianfang/contract';
import { parseDirectory } from '@lianfang/locate';
import { FollowedFile } from '@lianfang/platform/service';
import { followDirectory, type DirectoryStore } from '@lianfang/store';
import type { ServiceLog } from './service-log';

/** What is asked for directories that were taken by upload. */
export type TakenDirectories = Pick<DirectoryStore, 'newerThan'>;

/** The directory in force: the one that was taken by upload, or that of the file until there is one. */
export class DirectoryFile {
  private readonly file: FollowedFile<Directory>;
  private readonly log: ServiceLog;
  private inForce: { readonly stored: StoredDirectory; readonly directory: Directory } | undefined;
  private isAnswered: boolean;
  private ownText = '';
  private stopFollowing: () => void = () => undefined;

  /**
   * @param taken without it, the file is in force for good
   * @throws FollowedFileError LF-DIRECTORY naming every bad line.
   */
  constructor(
    path: string,
    log: ServiceLog,
    private readonly taken?: TakenDirectories,
  ) {
    this.log = log;
    this.isAnswered = taken === undefined;
    this.file = new FollowedFile({
      path,
      name: 'The directory file',
      code: 'LF-DIRECTORY',
      parse: (text) => {
        const parsed = parseDirectory(text);
        if (parsed.ok) this.ownText = text;
        return parsed;
      },
      sum: ({ agencies }) => `${agencies.length} agencies${this.unused()}`,
      log,
    });
  }

  /** As it is in use. */
  get current(): Directory {
    return this.inForce?.directory ?? this.file.current;
  }

  /** What was taken by upload and is in use; undefined while the file is. */
  get upload(): StoredDirectory | undefined {
    return this.inForce?.stored;
  }

  /** What the file says, as it was read last. */
  get fileText(): string {
    return this.ownText;
  }

  /** False until it is known whether one was taken by upload. */
  get isKnown(): boolean {
    return this.isAnswered;
  }

  /** Asks which one is in force. While nobody answers, what is in use stays. */
  async ask(): Promise<void> {
    if (!this.taken) return;
    try {
      const stored = await this.taken.newerThan(this.inForce?.stored.revision ?? 0);
      if (!this.isAnswered && !stored) this.log.log('The directory of the file is in force: none was taken by upload.');
      this.isAnswered = true;
      if (stored) this.put(stored);
    } catch (error) {
      if (!this.isAnswered) this.log.warn(`Which directory is in force can't be asked yet: ${String(error)}`);
    }
  }

  private put(stored: StoredDirectory): void {
    const parsed = parseDirectory(stored.text);
    if (!parsed.ok) {
      const [first] = parsed.error;
      this.log.error(
        `Directory revision ${stored.revision} can't be read here: line ${first?.line}: ${first?.reason}. The one before it stays in use; start the release that took it.`,
      );
      return;
    }
    this.inForce = { stored, directory: parsed.value };
    const { revision, hash, agencies } = stored;
    this.log.log(`Directory revision ${revision} is in force: ${agencies} agencies, ${hash}.`);
  }

  private unused(): string {
    return this.inForce ? `; it is not used, as revision ${this.inForce.stored.revision} was taken by upload` : '';
  }

  /** Protected addresses by county code, for every county. */
  get counties(): ReadonlyMap<string, number> {
    return new Map(this.summary().counties.map(({ code, protectedAddresses }) => [code, protectedAddresses]));
  }

  summary(): DirectorySummary {
    return summaryOf(this.current);
  }

  /** The same, with all agencies by name. */
  namedSummary(): DirectorySummary {
    const { hash, counties } = this.summary();
    return { hash, counties: counties.map((county) => ({ ...county, agencyNames: this.agencyNames(county.code) })) };
  }

  /** One county, with its agencies by name. */
  summaryOf(code: string): DirectorySummary {
    const shown = this.summary().counties.filter((county) => county.code === code);
    const counties = shown.map((county) => ({ ...county, agencyNames: this.agencyNames(code) }));
    // Of what is shown: that another county's part of the file has changed is nothing for this one.
    return { hash: createHash('sha256').update(JSON.stringify(counties)).digest('hex'), counties };
  }

  private agencyNames(code: string): Record<string, LocalName> {
    const own = this.current.agencies.filter(({ county }) => county === code);
    return Object.fromEntries(own.map(({ id, name }) => [id, name]));
  }

  watch(): void {
    this.file.watch();
    if (this.taken) this.stopFollowing = followDirectory(() => this.ask());
  }

  close(): void {
    this.stopFollowing();
    this.file.close();
  }
}

function summaryOf({ hash, counties, agencies }: Directory): DirectorySummary {
  return {
    hash,
    counties: counties.map(({ code, name }) => {
      const own = agencies.filter(({ county }) => county === code);
      const protectedAddresses = own.reduce((sum, agency) => sum + agency.protectedAddresses, 0);
      return { code, name, agencies: own.length, protectedAddresses };
    }),
  };
}
