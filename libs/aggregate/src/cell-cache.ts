import {
  CATEGORIES,
  DISPOSITIONS,
  SEVERITIES,
  type Category,
  type Disposition,
  type Location,
  type Row,
  type Severity,
  type ThreatEvent,
} from '@lianfang/contract';

/** A row while it is counted. */
export interface Cell {
  readonly row: Row;
  id: string | undefined;
  count: number;
  changed: boolean;
}

/** Entries beyond which everything is forgotten: a cache must not grow with what attackers choose. */
const MOST_ENTRIES = 65_536;

const CATEGORY = numbered<Category>(CATEGORIES);
const SEVERITY = numbered<Severity>(SEVERITIES);
const DISPOSITION = numbered<Disposition>(DISPOSITIONS);
const CLASSES = CATEGORIES.length * SEVERITIES.length * DISPOSITIONS.length;

type Cells = readonly Cell[];

/**
 * Finds the cells of an event without making their keys: by its minute, its location, which a locator gives as the same
 * object for the same place, and its class (category, severity and disposition, as one number). Only remembers; what it
 * forgot is looked up again.
 */
export class CellCache {
  private readonly places = new Map<Location, number>();
  private readonly minutes = new Map<number, Map<number, Cells>>();
  private minute = NaN;
  private cells = new Map<number, Cells>();
  private wanted = 0;
  private entries = 0;

  find(minute: number, { category, severity, disposition }: ThreatEvent, location: Location): Cells | undefined {
    if (minute !== this.minute) this.turnTo(minute);
    const place = this.places.get(location) ?? this.open(location);
    const kind = (CATEGORY.get(category) as number) * SEVERITIES.length + (SEVERITY.get(severity) as number);
    this.wanted = place * CLASSES + kind * DISPOSITIONS.length + (DISPOSITION.get(disposition) as number);
    return this.cells.get(this.wanted);
  }

  /** Remembers the cells of what {@link find} was just asked for. */
  keep(cells: Cells): void {
    this.cells.set(this.wanted, cells);
    this.entries += 1;
    if (this.entries > MOST_ENTRIES || this.places.size > MOST_ENTRIES) this.forget();
  }

  private forget(): void {
    this.minutes.clear();
    this.places.clear();
    this.minute = NaN;
    this.entries = 0;
  }

  /** Events of one minute come together, so the cells of the last one are kept at hand. */
  private turnTo(minute: number): void {
    this.minute = minute;
    this.cells = this.minutes.get(minute) ?? new Map<number, Cells>();
    this.minutes.set(minute, this.cells);
  }

  private open(location: Location): number {
    const place = this.places.size;
    this.places.set(location, place);
    return place;
  }
}

function numbered<T>(names: readonly T[]): ReadonlyMap<T, number> {
  return new Map(names.map((name, number) => [name, number]));
}
