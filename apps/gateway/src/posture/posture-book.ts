import type { Posture } from '@lianfang/contract';

/** What became of a message. `refused`: not a posture. `stranger`: of a county that the directory does not have. */
export type PostureKind = 'taken' | 'superseded' | 'refused' | 'stranger' | 'withdrawn';

/** The last posture of each county of the directory: by its own instant, whichever order they come in. */
export class PostureBook {
  private readonly byCounty = new Map<string, Posture>();

  /** @param isCounty whether the directory has a county: nothing else is kept, so that memory is bounded */
  constructor(private readonly isCounty: (code: string) => boolean) {}

  get all(): ReadonlyMap<string, Posture> {
    return this.byCounty;
  }

  /** The instant of the newest one, milliseconds since 1970 UTC; undefined without any. */
  get newest(): number | undefined {
    const instants = [...this.byCounty.values()].map(({ at }) => at);
    return instants.length === 0 ? undefined : Math.max(...instants);
  }

  /** Of two of the same instant the later one counts: it was said again, and better. */
  record(posture: Posture): PostureKind {
    const { county, at } = posture;
    if (!this.isCounty(county)) return 'stranger';
    const known = this.byCounty.get(county);
    if (known !== undefined && known.at > at) return 'superseded';
    this.byCounty.set(county, posture);
    return 'taken';
  }

  /** There is none of a county any more. */
  withdraw(county: string): PostureKind {
    this.byCounty.delete(county);
    return 'withdrawn';
  }
}
