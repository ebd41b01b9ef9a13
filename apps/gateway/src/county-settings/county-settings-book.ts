import { createHash } from 'node:crypto';
import type { CountySettings, DirectorySummary, LocalName } from '@lianfang/contract';
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

/** What another gateway has taken is shown here within so long, and a reading. */
const EVERY_MS = 3_000;

/**
 * By which names counties know their agencies, in memory: every page asks for names, and none waits for Elasticsearch.
 * Where it can't be read, what was read last stays; before the first reading the directory's names are shown.
 * Nothing else of the settings is held here.
 */
export class CountySettingsBook {
  private names: ReadonlyMap<string, Readonly<Record<string, LocalName>>> = new Map();
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
  note({ county, agencyNames }: CountySettings): void {
    this.names = new Map([...this.names, [county, agencyNames]]);
  }

  /** The same directory by the names of its counties; `hash` is another one where a name is. */
  shown(summary: DirectorySummary): DirectorySummary {
    let isRenamed = false;
    const counties = summary.counties.map((county) => {
      const own = this.names.get(county.code);
      if (own === undefined || county.agencyNames === undefined) return county;
      const agencyNames = Object.fromEntries(
        Object.entries(county.agencyNames).map(([id, name]) => {
          const other = Object.hasOwn(own, id) ? own[id] : undefined;
          isRenamed ||= other !== undefined;
          return [id, other ?? name];
        }),
      );
      return { ...county, agencyNames };
    });
    if (!isRenamed) return summary;
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
    const before = this.names;
    try {
      const all = await store.ofAll(counties());
      // What was noted meanwhile is newer than what was being read; the next reading has it.
      if (this.names === before) this.names = new Map(all.map(({ county, agencyNames }) => [county, agencyNames]));
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
