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
const OUTCOMES = CATEGORIES.length * DISPOSITIONS.length;

const CATEGORY = numbered(CATEGORIES);
const SEVERITY = numbered(SEVERITIES);
const DISPOSITION = numbered(DISPOSITIONS);
const DIRECTION = numbered(DIRECTIONS);

/** What of a location the rows of each kind are made of, as numbers: four for each location. */
const COUNTY = 0;
const COUNTY_DIRECTION = 1;
const AGENCY = 2;
const COUNTY_COUNTRY = 3;
const CODES = 4;
const FIRST_LOCATIONS = 256;

/**
 * Numbers for cells within one minute: two events have the same number of a kind if, and only if, that kind counts them
 * in one cell. A text for each event and kind would cost more than counting it. Counties, agencies and countries are
 * numbered as they come; a locator gives the same object for the same place, by which it is known again.
 */
export class CellCodes {
  private readonly counties = new Numbering();
  private readonly agencies = new Numbering();
  private readonly countries = new Numbering();
  private readonly places = new Map<Location, number>();
  /** Locations by their own numbers, and their places here: to ask a `Map` for an object takes longer than all the rest. */
  private readonly numbered: (Location | undefined)[] = [];
  private readonly placeOfNumber: number[] = [];
  /** By place. */
  private codes = new Int32Array(CODES * FIRST_LOCATIONS);
  /** Where the codes of the present location begin. */
  private at = 0;
  private category = 0;
  private severity = 0;
  private disposition = 0;

  /** What the numbers are asked of next. */
  turnTo({ category, severity, disposition }: ThreatEvent, location: Location): void {
    this.at = CODES * this.placeOf(location);
    this.category = CATEGORY[category] as number;
    this.severity = SEVERITY[severity] as number;
    this.disposition = DISPOSITION[disposition] as number;
  }

  /** The number of the event's cell of one kind: 0 or above. */
  codeOf(kind: RowKind): number {
    const { codes, at, category, severity, disposition } = this;
    const outcome = category * DISPOSITIONS.length + disposition;
    switch (kind) {
      case 'totals':
        return ((codes[at + COUNTY_DIRECTION] as number) * DISPOSITIONS.length + disposition) * KINDS;
      case 'categories':
        return (
          (((codes[at + COUNTY_DIRECTION] as number) * OUTCOMES + outcome) * SEVERITIES.length + severity) * KINDS + 1
        );
      case 'agencies':
        return ((codes[at + AGENCY] as number) * OUTCOMES + outcome) * KINDS + 2;
      case 'countries':
        return ((codes[at + COUNTY_COUNTRY] as number) * DISPOSITIONS.length + disposition) * KINDS + 3;
    }
  }

  /** The number of the cell that takes what is beyond the limit: below 0. */
  overflowCodeOf(kind: RowKind): number {
    const kindCode = this.codeOf(kind) % KINDS;
    return (
      -1 - (((this.codes[this.at + COUNTY] as number) * DISPOSITIONS.length + this.disposition) * KINDS + kindCode)
    );
  }

  private placeOf(location: Location): number {
    const { number = MOST_LOCATIONS } = location;
    if (this.numbered[number] === location) return this.placeOfNumber[number] as number;
    const place = this.places.get(location) ?? this.open(location);
    if (number < MOST_LOCATIONS) {
      this.numbered[number] = location;
      this.placeOfNumber[number] = place;
    }
    return place;
  }

  private open(location: Location): number {
    if (this.places.size >= MOST_LOCATIONS) this.forget();
    const place = this.places.size;
    if (CODES * place === this.codes.length) this.grow();
    const county = this.counties.of(location.county);
    const at = CODES * place;
    this.codes[at + COUNTY] = county;
    this.codes[at + COUNTY_DIRECTION] = county * DIRECTIONS.length + (DIRECTION[location.direction] as number);
    this.codes[at + AGENCY] = this.agencies.of(`${location.county}|${location.agency}`);
    this.codes[at + COUNTY_COUNTRY] = county * MOST_COUNTRIES + this.countries.of(location.sourceCountry);
    this.places.set(location, place);
    return place;
  }

  private forget(): void {
    this.places.clear();
    this.numbered.length = 0;
    this.placeOfNumber.length = 0;
  }

  private grow(): void {
    const { codes } = this;
    this.codes = new Int32Array(codes.length * 2);
    this.codes.set(codes);
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
