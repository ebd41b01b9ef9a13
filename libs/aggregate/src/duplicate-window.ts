import { IdHasher, type ThreatEvent } from '@lianfang/contract';
import { NOT_SEEN, SightingTable } from './sighting-table';

/** Names of sensors beyond which all are forgotten: what only remembers must not grow. */
const MOST_SENSORS = 65_536;
const WORDS = 3;

/** What an event is known by: its ids, or their hashes from a reader that has made them. */
export type Identified = Pick<ThreatEvent, 'eventId' | 'alsoKnownAs' | 'idHashes'>;

/**
 * Finds events that were seen before: the same id of the same sensor at an earlier offset of the partition, counted or
 * not, at most `width` offsets back. Only events that were not rejected are offered. Memory is bounded by the width:
 * an id is kept as 96 bits of its hash in flat tables, because texts that live this long cost the garbage collector more
 * than everything else that is done with an event. That two ids of one window share 96 bits is less likely than one in
 * 10^17 a month at a hundred times the national load.
 *
 * There are two tables. The present one takes what is seen; when it spans the width, it becomes the one before, and the
 * older one is emptied at once. So nothing is ever looked through for what is too old.
 */
export class DuplicateWindow {
  private readonly hasher = new IdHasher();
  private readonly sensors = new Map<string, IdHasher>();
  private present = new SightingTable();
  private before = new SightingTable();
  /** First offset that the present table may have. */
  private begin = 0;

  constructor(private readonly width: number) {}

  /**
   * Records an event and tells whether it is a duplicate.
   * @param offset of its record; offered in rising order.
   * @param sensor whose event it is: ids of two sensors are never the same.
   */
  see(offset: number, sensor: string, event: Identified): boolean {
    if (offset - this.begin > this.width) this.turn(offset);
    const salt = this.sensors.get(sensor) ?? this.open(sensor);
    const hashes = event.idHashes;
    if (hashes === undefined) return this.seeTexts(offset, salt, event);
    this.take(hashes, 0);
    const isDuplicate = this.markAndLook(offset, salt);
    for (let at = WORDS; at < hashes.length; at += WORDS) {
      this.take(hashes, at);
      this.mark(offset, salt);
    }
    return isDuplicate;
  }

  private seeTexts(offset: number, salt: IdHasher, { eventId, alsoKnownAs }: Identified): boolean {
    this.hash(eventId);
    const isDuplicate = this.markAndLook(offset, salt);
    for (const id of alsoKnownAs) {
      this.hash(id);
      this.mark(offset, salt);
    }
    return isDuplicate;
  }

  private take(hashes: readonly number[], at: number): void {
    this.hasher.first = hashes[at] as number;
    this.hasher.second = hashes[at + 1] as number;
    this.hasher.third = hashes[at + 2] as number;
  }

  private hash(id: string): void {
    this.hasher.start();
    this.hasher.addText(id);
    this.hasher.end();
  }

  /** Notes the present hash at `offset`. @returns whether it was noted within the width. */
  private markAndLook(offset: number, salt: IdHasher): boolean {
    const known = this.mark(offset, salt);
    const { first, second, third } = this.hasher;
    const seen =
      known === NOT_SEEN ? this.before.find(first ^ salt.first, second ^ salt.second, third ^ salt.third) : known;
    return seen !== NOT_SEEN && seen >= offset - this.width;
  }

  /** Notes the present hash at `offset`. @returns where the present table had it, or {@link NOT_SEEN}. */
  private mark(offset: number, salt: IdHasher): number {
    const { first, second, third } = this.hasher;
    return this.present.note(first ^ salt.first, second ^ salt.second, third ^ salt.third, offset);
  }

  private turn(offset: number): void {
    const emptied = this.before;
    this.before = this.present;
    this.present = emptied;
    emptied.clear(offset);
    this.begin = offset;
  }

  private open(sensor: string): IdHasher {
    if (this.sensors.size >= MOST_SENSORS) this.sensors.clear();
    const salt = new IdHasher();
    salt.start();
    salt.addText(sensor);
    salt.end();
    this.sensors.set(sensor, salt);
    return salt;
  }
}
