import type { RevisedMinute, VersionedRevision } from '@lianfang/contract';

interface HeldRevision {
  readonly version: number;
  readonly count: number;
}

interface HeldMinute {
  readonly held: Map<string, HeldRevision>;
  readonly byCounty: Map<string, RevisedMinute>;
}

/** What came late of the minutes that are shown: each revision at its highest version. Order and repetition don't matter. */
export class RevisionBook {
  private readonly minutes = new Map<number, HeldMinute>();
  private floor = Infinity;

  /** Minutes from here on are kept. Returns true when stored revisions are to be loaded, as it was lowered. */
  keepFrom(floor: number): boolean {
    const isLower = floor < this.floor;
    this.floor = floor;
    for (const minute of this.minutes.keys()) if (minute < floor) this.minutes.delete(minute);
    return isLower;
  }

  record({ id, version, revision }: VersionedRevision): void {
    const { time, county, arrived, count } = revision;
    if (time < this.floor) return;
    const { held, byCounty } = this.minute(time);
    const known = held.get(id);
    if (known && known.version >= version) return;
    held.set(id, { version, count });
    const sum = byCounty.get(county) ?? { count: 0, at: arrived };
    byCounty.set(county, { count: sum.count + count - (known?.count ?? 0), at: Math.max(sum.at, arrived) });
  }

  /** Late events of a minute, of one county or of all; undefined when there are none. */
  of(minute: number, county?: string): RevisedMinute | undefined {
    const byCounty = this.minutes.get(minute)?.byCounty;
    if (byCounty === undefined || county !== undefined) return county === undefined ? undefined : byCounty?.get(county);
    let all: RevisedMinute | undefined;
    for (const { count, at } of byCounty.values()) {
      all = { count: (all?.count ?? 0) + count, at: Math.max(all?.at ?? at, at) };
    }
    return all;
  }

  private minute(time: number): HeldMinute {
    const known = this.minutes.get(time);
    if (known) return known;
    const made: HeldMinute = { held: new Map(), byCounty: new Map() };
    this.minutes.set(time, made);
    return made;
  }
}
