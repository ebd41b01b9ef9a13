import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Agencies per directory; agency N has 10.N.0.0/16 and 2001:db8:NN00::/40. */
export const AGENCIES = 12;

const COUNTIES = [
  { code: '65000', name: { zh: '新北市', en: 'New Taipei City' } },
  { code: '63000', name: { zh: '臺北市', en: 'Taipei City' } },
  { code: '64000', name: { zh: '高雄市', en: 'Kaohsiung City' } },
  { code: '66000', name: { zh: '臺中市', en: 'Taichung City' } },
  { code: '10002', name: { zh: '宜蘭縣', en: 'Yilan County' } },
  { code: '10020', name: { zh: '嘉義市', en: 'Chiayi City' } },
];

/** 203.0.113.0/24 and the rest are left out on purpose: unknown. */
const COUNTRIES = `range,country
198.18.0.0/16,US
198.18.7.0/24,NL
198.19.0.0/17,CN
198.19.128.0/18,RU
2001:2::/48,DE
2001:2:0:8000::/49,FR
`;

/** The files that decide where an event belongs. */
export interface ReferenceFiles {
  /** The file that collectors follow. */
  readonly directory: string;
  readonly countries: string;
  /** By SHA-256, every directory that was ever in force, for the oracle. */
  readonly everInForce: ReadonlyMap<string, string>;
  /** Replaces the directory by its variant of this number, in one step. */
  change(variant: number): void;
}

/** Writes a directory and a country table of documentation and private ranges into a folder. */
export function writeReferenceFiles(folder: string): ReferenceFiles {
  mkdirSync(folder, { recursive: true });
  const directory = join(folder, 'directory.yaml');
  const countries = join(folder, 'countries.csv');
  const everInForce = new Map<string, string>();
  writeFileSync(countries, COUNTRIES);
  const change = (variant: number): void => {
    const text = directoryText(variant);
    const hash = createHash('sha256').update(text).digest('hex');
    everInForce.set(hash, text);
    writeFileSync(directory, text);
  };
  change(0);
  return { directory, countries, everInForce, change };
}

/**
 * JSON is YAML too, so the oracle reads the same file without a YAML parser. Each agency also has a part of its
 * neighbour's range, so that the longest prefix decides. A variant moves every agency to another county.
 */
function directoryText(variant: number): string {
  const agencies = Array.from({ length: AGENCIES }, (_, number) => ({
    id: `agency-${number}`,
    county: COUNTIES[(number + variant) % COUNTIES.length]?.code,
    name: { zh: `機關${number}`, en: `Agency ${number}` },
    protectedAddresses: 100 + number,
    ranges: [
      `10.${number}.0.0/16`,
      `10.${(number + 1) % AGENCIES}.128.0/20`,
      `2001:db8:${(number + 1).toString(16)}00::/40`,
    ],
  }));
  return `${JSON.stringify({ counties: COUNTIES, agencies }, undefined, 1)}\n`;
}
