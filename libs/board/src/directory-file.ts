import { createHash } from 'node:crypto';
import type { Directory, DirectorySummary, LocalName } from '@lianfang/contract';
import { parseDirectory } from '@lianfang/locate';
import { FollowedFile } from '@lianfang/platform/service';
import type { ServiceLog } from './service-log';

/** The directory of a file, read again whenever the file changes. */
export class DirectoryFile {
  private readonly file: FollowedFile<Directory>;

  /** @throws FollowedFileError LF-DIRECTORY naming every bad line. */
  constructor(path: string, log: ServiceLog) {
    this.file = new FollowedFile({
      path,
      name: 'The directory file',
      code: 'LF-DIRECTORY',
      parse: parseDirectory,
      sum: ({ agencies }) => `${agencies.length} agencies`,
      log,
    });
  }

  /** As it is in use. */
  get current(): Directory {
    return this.file.current;
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
  }

  close(): void {
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
