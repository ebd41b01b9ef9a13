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
  const places = new Places();
  return {
    hash: createHash('sha256').update(`${directory.hash}\n${countries.hash}`).digest('hex'),
    locate({ source, destination, initiator }) {
      const [opener, other] = initiator === 'source' ? [source.ip, destination.ip] : [destination.ip, source.ip];
      // One address after the other: the one that was read last need not be read again.
      const from = agencyOf(opener) ?? countries.countryOf(opener ?? '');
      return places.reached(agencyOf(other), from);
    },
  };
}

/**
 * Makes each location once, so that those who count by it may know it again by identity. There are at most as many as
 * pairs of agencies, and as agencies times countries.
 */
class Places {
  private readonly made = new Map<Agency | undefined, Map<Agency | string, Location>>();

  /** @param to the protected side that was called, if it is one. @param from the agency that called, or else a country. */
  reached(to: Agency | undefined, from: Agency | string): Location {
    let callers = this.made.get(to);
    if (callers === undefined) this.made.set(to, (callers = new Map<Agency | string, Location>()));
    let location = callers.get(from);
    if (location === undefined) callers.set(from, (location = locationOf(to, from)));
    return location;
  }
}

function locationOf(to: Agency | undefined, from: Agency | string): Location {
  if (typeof from === 'string') {
    if (to === undefined) return { county: UNLOCATED, direction: 'unlocated', sourceCountry: from };
    return { county: to.county, agency: to.id, direction: 'inbound', sourceCountry: from };
  }
  const { county, id } = to ?? from;
  const direction = to === undefined ? 'outbound' : 'internal';
  const initiator = { initiatorCounty: from.county, initiatorAgency: from.id };
  return { county, agency: id, direction, ...initiator, sourceCountry: HOME_COUNTRY };
}

function rangesOf(agency: Agency, value: number): { range: ReturnType<typeof readRange>; value: number }[] {
  return agency.ranges.map((text) => ({ range: readRange(text, agency.id), value }));
}

function readRange(text: string, agency: string) {
  const range = parseCidr(text);
  if (range.ok) return range.value;
  throw new Error(`LF-LOCATE-RANGE: agency ${agency}: ${range.error}. Make the directory with parseDirectory.`);
}
