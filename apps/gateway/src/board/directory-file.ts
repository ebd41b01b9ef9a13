import { readFileSync } from 'node:fs';
import { parseDirectory } from '@lianfang/locate';
import { followFile } from '@lianfang/platform/service';
import type { Directory, DirectorySummary } from '@lianfang/contract';
import type { ServiceLog } from '../service-log';

/** The directory file can't be used at start; later a bad file only leaves the old one in place. */
export class DirectoryFileError extends Error {
  readonly code = 'LF-DIRECTORY';

  constructor(path: string, reasons: readonly string[], options?: ErrorOptions) {
    super(`The directory file ${path} can't be used:\n${reasons.join('\n')}\nCorrect it and start again.`, options);
    this.name = 'DirectoryFileError';
  }
}

/** The directory of a file, read again whenever the file changes. */
export class DirectoryFile {
  private directory: Directory;
  private stopFollowing: () => void = () => undefined;

  /** @throws DirectoryFileError naming every bad line. */
  constructor(
    private readonly path: string,
    private readonly log: ServiceLog,
  ) {
    this.directory = this.read();
  }

  /** As it is in use. */
  get current(): Directory {
    return this.directory;
  }

  /** Protected addresses by county code, for every county. */
  get counties(): ReadonlyMap<string, number> {
    return new Map(
      summaryOf(this.directory).counties.map(({ code, protectedAddresses }) => [code, protectedAddresses]),
    );
  }

  summary(): DirectorySummary {
    return summaryOf(this.directory);
  }

  watch(): void {
    this.stopFollowing = followFile(this.path, () => this.reload());
    // It may have changed since it was read.
    this.reload();
  }

  close(): void {
    this.stopFollowing();
  }

  private reload(): void {
    try {
      const next = this.read();
      if (next.hash === this.directory.hash) return;
      this.directory = next;
      this.log.log(`The directory was read again: ${next.agencies.length} agencies.`);
    } catch (error) {
      this.log.warn(`${error instanceof Error ? error.message : String(error)} The directory before it stays in use.`);
    }
  }

  private read(): Directory {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (cause) {
      throw new DirectoryFileError(this.path, ['It could not be read.'], { cause });
    }
    const parsed = parseDirectory(text);
    if (parsed.ok) return parsed.value;
    throw new DirectoryFileError(
      this.path,
      parsed.error.map(({ line, reason }) => `line ${line}: ${reason}`),
    );
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
