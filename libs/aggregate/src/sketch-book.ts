import {
  sketchId,
  type Location,
  type RowSource,
  type Sketch,
  type ThreatEvent,
  type VersionedSketch,
} from '@lianfang/contract';
import { DistinctSketch } from './distinct-sketch';
import { hourOf } from './roll-up';
import type { Hash64 } from './source-hash';
import { MASKED_SOURCE, offerPort, offerRule, offerSource } from './top-keys';
import { TopList, type KeyRoom, type TopOffer } from './top-list';

/** Entries of one list that are kept and stored: its error is at most the events of its sketch divided by this. */
export const STORED_ENTRIES = 256;

/** One hour of one county. */
interface CountyHour {
  readonly hour: number;
  readonly county: string;
  readonly distinct: DistinctSketch;
  readonly sources: TopList;
  readonly rules: TopList;
  readonly ports: TopList;
  events: number;
  changed: boolean;
}

/** What the sketches of a chunk have in common. */
export interface SketchBookOptions {
  readonly source: RowSource;
  readonly chunk: string;
  /** Keys of all top lists of the chunk; the events of further ones are added to a visible overflow. */
  readonly keyLimit: number;
}

/** Sources, rules and ports of one chunk, by county and UTC hour of event time. Absolute, as the chunk's rows. */
export class SketchBook {
  private readonly hours = new Map<number, Map<string, CountyHour>>();
  private readonly room: KeyRoom;
  private readonly hash: Hash64 = { high: 0, low: 0 };
  private readonly offer: TopOffer = { space: '', key: '', hash: 0, count: 0, name: undefined };
  private changed: CountyHour[] = [];
  private hour = NaN;
  private counties = new Map<string, CountyHour>();

  constructor(private readonly options: SketchBookOptions) {
    this.room = { left: options.keyLimit };
  }

  /** Number of sketches that were recorded in since the last {@link takeChanges}. */
  get changes(): number {
    return this.changed.length;
  }

  /** Records an event that counts `count` times. What it does not name is in no list. */
  record(event: ThreatEvent, location: Location, count: number): void {
    const hour = hourOf(event.time);
    if (hour !== this.hour) this.turnTo(hour);
    const book = this.counties.get(location.county) ?? this.open(location.county);
    book.events += count;
    if (!book.changed) {
      book.changed = true;
      this.changed.push(book);
    }
    const { offer } = this;
    offer.count = count;
    this.recordSource(book, event, location);
    if (offerRule(event, offer)) book.rules.record(offer);
    if (offerPort(event, offer)) book.ports.record(offer);
  }

  /** The sketches that changed since the last call, at this version. */
  takeChanges(version: number): VersionedSketch[] {
    const taken = this.changed.map((book) => {
      book.changed = false;
      const sketch = this.sketchOf(book);
      return { id: sketchId(sketch), version, sketch };
    });
    this.changed = [];
    return taken;
  }

  private recordSource(book: CountyHour, event: ThreatEvent, location: Location): void {
    const { offer, hash } = this;
    if (!offerSource(event, offer, hash)) return;
    book.distinct.recordHash(hash);
    // The address of another county's machine stays within that county.
    if (location.direction === 'internal' && location.initiatorCounty !== location.county) {
      offer.key = MASKED_SOURCE;
      offer.hash = 0;
    }
    book.sources.record(offer);
  }

  private sketchOf({ hour, county, events, distinct, sources, rules, ports }: CountyHour): Sketch {
    const { source, chunk } = this.options;
    return {
      ...source,
      tier: 'chunk',
      chunk,
      time: hour,
      county,
      events,
      sources: distinct.encode(),
      top: {
        sources: sources.read(STORED_ENTRIES),
        rules: rules.read(STORED_ENTRIES),
        ports: ports.read(STORED_ENTRIES),
      },
    };
  }

  /** Events of one hour come together, so the counties of the last one are kept at hand. */
  private turnTo(hour: number): void {
    this.hour = hour;
    this.counties = this.hours.get(hour) ?? new Map<string, CountyHour>();
    this.hours.set(hour, this.counties);
  }

  private open(county: string): CountyHour {
    const list = (): TopList => new TopList(STORED_ENTRIES, this.room);
    const lists = { sources: list(), rules: list(), ports: list() };
    const book = { hour: this.hour, county, distinct: new DistinctSketch(), ...lists, events: 0, changed: false };
    this.counties.set(county, book);
    return book;
  }
}
