import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

/** 連江縣 (Lienchiang County). */
export const QUIET_COUNTY = '09007';

interface DirectoryFile {
  readonly counties: readonly { readonly code: string }[];
  readonly agencies: readonly { readonly county: string; readonly ranges: readonly string[] }[];
}

/**
 * Writes a directory without one county, from which a load is made that never touches it.
 * @returns an address of that county, for the probes.
 */
export function withoutQuietCounty(directory: string, path: string): string {
  const { counties, agencies } = parse(readFileSync(directory, 'utf8')) as DirectoryFile;
  const isOther = ({ county }: { county: string }): boolean => county !== QUIET_COUNTY;
  writeFileSync(
    path,
    JSON.stringify({
      counties: counties.filter(({ code }) => code !== QUIET_COUNTY),
      agencies: agencies.filter(isOther),
    }),
  );
  const own = agencies.filter((agency) => !isOther(agency)).flatMap(({ ranges }) => ranges);
  const range = own.find((one) => /^10\./.test(one));
  if (range === undefined) {
    throw new Error(
      `LF-BENCH-PROBE: county ${QUIET_COUNTY} has no range of 10.0.0.0/8. Choose another in quiet-county.ts.`,
    );
  }
  return range.replace(/\.\d+\/\d+$/, '.9');
}
