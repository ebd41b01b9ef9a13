import { createHash } from 'node:crypto';
import { UNLOCATED, type Agency, type Directory, type Location, type ThreatEvent } from '@lianfang/contract';
import { parseCidr } from './cidr';
import type { CountryTable } from './country-table';
import { createRangeIndex, NOT_FOUND } from './range-index';

/** A protected address's country, whatever a country table says of its range. */
const HOME_COUNTRY = 'TW';

/** Says where events belong. */
export interface Locator {
  /** SHA-256 over the hashes of directory and country table. */
  readonly hash: string;
  locate(event: ThreatEvent): Location;
}

/**
 * Makes a locator. The direction follows the side that opened the connection (`event.initiator`):
 * protected initiator only: outbound, its county; protected other side only: inbound, that side's county;
 * both: internal, the other side's county; neither: unlocated.
 */
export function createLocator(directory: Directory, countries: CountryTable): Locator {
  const { agencies } = directory;
  const index = createRangeIndex(agencies.flatMap(rangesOf));
  const agencyOf = (ip: string | undefined): Agency | undefined => {
    const found = ip === undefined ? NOT_FOUND : index.find(ip);
    return found === NOT_FOUND ? undefined : agencies[found];
  };
  return {
    hash: createHash('sha256').update(`${directory.hash}\n${countries.hash}`).digest('hex'),
    locate({ source, destination, initiator }) {
      const [opener, other] = initiator === 'source' ? [source.ip, destination.ip] : [destination.ip, source.ip];
      const from = agencyOf(opener);
      const to = agencyOf(other);
      if (from !== undefined) {
        const { county, id } = to ?? from;
        const direction = to ? 'internal' : 'outbound';
        return { county, agency: id, direction, initiatorCounty: from.county, sourceCountry: HOME_COUNTRY };
      }
      const sourceCountry = countries.countryOf(opener ?? '');
      if (to === undefined) return { county: UNLOCATED, direction: 'unlocated', sourceCountry };
      return { county: to.county, agency: to.id, direction: 'inbound', sourceCountry };
    },
  };
}

function rangesOf(agency: Agency, value: number): { range: ReturnType<typeof readRange>; value: number }[] {
  return agency.ranges.map((text) => ({ range: readRange(text, agency.id), value }));
}

function readRange(text: string, agency: string) {
  const range = parseCidr(text);
  if (range.ok) return range.value;
  throw new Error(`LF-LOCATE-RANGE: agency ${agency}: ${range.error}. Make the directory with parseDirectory.`);
}
