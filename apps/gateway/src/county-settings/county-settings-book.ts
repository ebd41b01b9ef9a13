import { createHash } from 'node:crypto';
import type { CountySettings, DirectorySummary } from '@lianfang/contract';
import type { CountySettingsStore } from '@lianfang/store';
import type { ServiceLog } from '../service-log';

/** What a book is made of. */
export interface CountySettingsBookParts {
  readonly store: Pick<CountySettingsStore, 'ofAll'>;
  /** Codes of the directory. */
  readonly counties: () => readonly string[];
  readonly log: Pick<ServiceLog, 'log' | 'warn'>;
  /** Milliseconds between two readings. */
  readonly every?: number;
}

/** What a directory shows of what a county has set. */
type Shown = Pick<CountySettings, 'agencyNames' | 'thresholds'>;

/** What another gateway has taken is shown here within so long, and a reading. */
const EVERY_MS = 3_000;

/**
 * By which names counties know their agencies, and their thresholds, in memory: every page asks for them, and none waits
 * for Elasticsearch. Where it can't be read, what was read last stays; before the first reading the directory is shown as
 * it is. Nothing else of the settings is held here.
 */
export class CountySettingsBook {
  private known: ReadonlyMap<string, Shown> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private under: Promise<void> | undefined;
  private isAway = false;

  constructor(private readonly parts: CountySettingsBookParts) {}

  /** Reads now, and again and again. */
  start(): void {
    void this.read();
    this.timer ??= setInterval(() => void this.read(), this.parts.every ?? EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.under;
  }

  /** Takes what this gateway has just written, without waiting for the next reading. */
  note(settings: CountySettings): void {
    this.known = new Map([...this.known, [settings.county, shownOf(settings)]]);
  }

  /** The same directory by what its counties have set; `hash` is another one where anything is. */
  shown(summary: DirectorySummary): DirectorySummary {
    const counties = summary.counties.map((county) => asSet(county, this.known.get(county.code)));
    if (counties.every((county, at) => county === summary.counties[at])) return summary;
    const shown = JSON.stringify([summary.hash, counties]);
    return { hash: createHash('sha256').update(shown).digest('hex'), counties };
  }

  /** One reading at a time; never throws. */
  private read(): Promise<void> {
    this.under ??= this.readAll().finally(() => {
      this.under = undefined;
    });
    return this.under;
  }

  private async readAll(): Promise<void> {
    const { store, counties, log } = this.parts;
    const before = this.known;
    try {
      const all = await store.ofAll(counties());
      // What was noted meanwhile is newer than what was being read; the next reading has it.
      if (this.known === before) this.known = new Map(all.map((settings) => [settings.county, shownOf(settings)]));
      if (this.isAway) log.log('What counties have set can be read again.');
      this.isAway = false;
    } catch (error) {
      if (!this.isAway)
        log.warn(
          `What counties have set can't be read: ${String(error)}. Names that were read last are shown. Look at Elasticsearch.`,
        );
      this.isAway = true;
    }
  }
}

/** Contacts are personal data: they are not held. */
function shownOf({ agencyNames, thresholds }: CountySettings): Shown {
  return { agencyNames, thresholds };
}

type County = DirectorySummary['counties'][number];

/** The very same where nothing of it is set. */
function asSet(county: County, set: Shown | undefined): County {
  if (set === undefined) return county;
  const { thresholds } = set;
  const withThresholds = thresholds === null ? county : { ...county, thresholds };
  const { agencyNames = {} } = county;
  const own = Object.entries(set.agencyNames).filter(([id]) => Object.hasOwn(agencyNames, id));
  if (own.length === 0) return withThresholds;
  return { ...withThresholds, agencyNames: { ...agencyNames, ...Object.fromEntries(own) } };
}
