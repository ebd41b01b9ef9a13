import { createHash } from 'node:crypto';
import {
  UNKNOWN_COUNTRY,
  UNLOCATED,
  type Agency,
  type Directory,
  type Endpoint,
  type Location,
  type ThreatEvent,
} from '@lianfang/contract';
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
  // The text of an address is asked for only where there is no number: it may be made by asking.
  const agencyAt = (side: Endpoint): number =>
    side.ipv4 === undefined ? index.find(side.ip ?? '') : index.findIpv4(side.ipv4);
  const countryAt = (side: Endpoint): number =>
    side.ipv4 === undefined ? countries.placeOf(side.ip ?? '') : countries.placeOfIpv4(side.ipv4);
  const places = new Places(agencies, countries.codes);
  return {
    hash: createHash('sha256').update(`${directory.hash}\n${countries.hash}`).digest('hex'),
    locate({ source, destination, initiator }) {
      const opener = initiator === 'source' ? source : destination;
      // One address after the other: the one that was read last need not be read again.
      const from = agencyAt(opener);
      const country = from === NOT_FOUND ? countryAt(opener) : NOT_FOUND;
      const to = agencyAt(initiator === 'source' ? destination : source);
      return from === NOT_FOUND ? places.fromCountry(to, country) : places.fromAgency(to, from);
    },
  };
}

/**
 * Makes each location once, so that those who count by it may know it again, by identity or by its `number`. There are at
 * most as many as pairs of agencies, and as agencies times countries. Agencies and countries are named by their places in
 * their lists; {@link NOT_FOUND} stands for none.
 */
class Places {
  private readonly ofCountries: (Location | undefined)[][];
  private readonly ofAgencies: (Location | undefined)[][];
  private made = 0;

  constructor(
    private readonly agencies: readonly Agency[],
    private readonly countries: readonly string[],
  ) {
    this.ofCountries = [NOT_FOUND, ...agencies.keys()].map(() => []);
    this.ofAgencies = [NOT_FOUND, ...agencies.keys()].map(() => []);
  }

  /** @param to the agency that was called, if it was one. */
  fromCountry(to: number, country: number): Location {
    const known = this.ofCountries[to + 1] as (Location | undefined)[];
    return (known[country + 1] ??= this.make(to, this.countries[country] ?? UNKNOWN_COUNTRY));
  }

  /** @param to the agency that was called, if it was one. */
  fromAgency(to: number, from: number): Location {
    const known = this.ofAgencies[to + 1] as (Location | undefined)[];
    return (known[from] ??= this.make(to, this.agencies[from] as Agency));
  }

  /** The number is not among what is enumerated: it is for tables in memory, and must not be stored by accident. */
  private make(to: number, from: Agency | string): Location {
    const number = this.made;
    this.made += 1;
    return Object.defineProperty(locationOf(this.agencies[to], from), 'number', { value: number });
  }
}

/** @param to the protected side that was called, if it is one. @param from the agency that called, or else a country. */
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
  throw new Error(`LF-LOCATE-RANGE: agency ${agency}: ${range.error.reason}. Make the directory with parseDirectory.`);
}
