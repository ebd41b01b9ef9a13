import {
  CATEGORIES,
  DIRECTIONS,
  DISPOSITIONS,
  SEVERITIES,
  type Location,
  type RowKind,
  type ThreatEvent,
} from '@lianfang/contract';

/** Locations beyond which all are forgotten: a directory has fewer, and what only remembers must not grow. */
const MOST_LOCATIONS = 65_536;
const MOST_COUNTRIES = 1_024;
const KINDS = 4;

const CATEGORY = numbered(CATEGORIES);
const SEVERITY = numbered(SEVERITIES);
const DISPOSITION = numbered(DISPOSITIONS);
const DIRECTION = numbered(DIRECTIONS);

/** What of a location the rows of each kind are made of, as numbers. */
interface LocationCodes {
  readonly location: Location | undefined;
  readonly county: number;
  readonly countyDirection: number;
  readonly agency: number;
  readonly countyCountry: number;
}

const NOWHERE: LocationCodes = { location: undefined, county: 0, countyDirection: 0, agency: 0, countyCountry: 0 };

/**
 * Numbers for cells within one minute: two events have the same number of a kind if, and only if, that kind counts them
 * in one cell. A text for each event and kind would cost more than counting it. Counties, agencies and countries are
 * numbered as they come; a locator gives the same object for the same place, by which it is known again.
 */
export class CellCodes {
  private readonly counties = new Numbering();
  private readonly agencies = new Numbering();
  private readonly countries = new Numbering();
  private readonly locations = new Map<Location, LocationCodes>();
  /** By the number of the location: to ask a `Map` for an object takes longer than all the rest. */
  private readonly byNumber: (LocationCodes | undefined)[] = [];
  private place: LocationCodes = NOWHERE;
  private category = 0;
  private severity = 0;
  private disposition = 0;

  /** What the numbers are asked of next. */
  turnTo({ category, severity, disposition }: ThreatEvent, location: Location): void {
    this.place = this.placeOf(location);
    this.category = CATEGORY[category] as number;
    this.severity = SEVERITY[severity] as number;
    this.disposition = DISPOSITION[disposition] as number;
  }

  /** The number of the event's cell of one kind: 0 or above. */
  codeOf(kind: RowKind): number {
    const { place, category, severity, disposition } = this;
    const outcome = category * DISPOSITIONS.length + disposition;
    switch (kind) {
      case 'totals':
        return (place.countyDirection * DISPOSITIONS.length + disposition) * KINDS;
      case 'categories':
        return (
          ((place.countyDirection * CATEGORIES.length * DISPOSITIONS.length + outcome) * SEVERITIES.length + severity) *
            KINDS +
          1
        );
      case 'agencies':
        return (place.agency * CATEGORIES.length * DISPOSITIONS.length + outcome) * KINDS + 2;
      case 'countries':
        return (place.countyCountry * DISPOSITIONS.length + disposition) * KINDS + 3;
    }
  }

  /** The number of the cell that takes what is beyond the limit: below 0. */
  overflowCodeOf(kind: RowKind): number {
    const kindCode = this.codeOf(kind) % KINDS;
    return -1 - ((this.place.county * DISPOSITIONS.length + this.disposition) * KINDS + kindCode);
  }

  private placeOf(location: Location): LocationCodes {
    const { number = MOST_LOCATIONS } = location;
    const known = this.byNumber[number];
    if (known?.location === location) return known;
    const place = this.locations.get(location) ?? this.open(location);
    if (number < MOST_LOCATIONS) this.byNumber[number] = place;
    return place;
  }

  private open(location: Location): LocationCodes {
    if (this.locations.size >= MOST_LOCATIONS) this.locations.clear();
    const county = this.counties.of(location.county);
    const codes = {
      location,
      county,
      countyDirection: county * DIRECTIONS.length + (DIRECTION[location.direction] as number),
      agency: this.agencies.of(`${location.county}|${location.agency}`),
      countyCountry: county * MOST_COUNTRIES + this.countries.of(location.sourceCountry),
    };
    this.locations.set(location, codes);
    return codes;
  }
}

/** Numbers for texts, as they come. */
class Numbering {
  private readonly numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }
}

/** An object, which is asked faster than a `Map`. */
function numbered(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, number) => [name, number]));
}
