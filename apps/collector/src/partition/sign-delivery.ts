import { rowSourceKey, type RowSource, type SensorSign } from '@lianfang/contract';
import type { SensorRegistry } from '@lianfang/locate';
import type { LogRecord } from '@lianfang/platform/kafka';
import type { BulkOutcome, SensorSignStore } from '@lianfang/store';
import type { CollectorMetrics } from '../collector-metrics';
import type { Outcome } from '../pipeline';
import type { ServiceLog } from '../service-log';
import { SensorSigns } from './sensor-signs';
import type { Persist } from './watermark-writer';

/** A sign may wait this long: many sensors write at every moment, and nobody looks for one of the last second. */
const WRITE_EVERY_MS = 2_000;
/** An unregistered sensor that was not seen for so long is forgotten when its partition is opened (7 days). */
const FORGET_AFTER_MS = 7 * 86_400_000;

/** Signs to be written, and how far the partition had come when they were taken. */
export interface TakenSigns {
  readonly signs: readonly SensorSign[];
  /** Where the chunk begins that was read then. */
  readonly begun: number;
  /** Offsets before this one are in them. */
  readonly to: number;
  /** Everything that the log held up to this instant is in them; undefined while that is not known. */
  readonly countedTo: number | null | undefined;
}

/** What sending needs. */
export interface SignParts {
  readonly store: Pick<SensorSignStore, 'write' | 'of' | 'forget'>;
  readonly log: ServiceLog;
  readonly metrics: Pick<CollectorMetrics, 'sensorRecords'>;
  readonly persist: Persist;
}

/** What is stored of a source's signs, without unregistered sensors that are long gone: these are forgotten. */
export async function openSigns(store: SensorSignStore, source: RowSource): Promise<SensorSign[]> {
  const stored = await store.of(source);
  const newest = stored.reduce((latest, { lastSign }) => Math.max(latest, lastSign), 0);
  const isGone = (sign: SensorSign): boolean => !sign.registered && sign.lastSign < newest - FORGET_AFTER_MS;
  await store.forget(stored.filter(isGone));
  return stored.filter((sign) => !isGone(sign));
}

/**
 * Signs of life on their way to Elasticsearch: every two seconds those that changed. Refused ones stop nothing. The commit
 * waits until all before it are written, because after it nobody reads those records again.
 */
export class SignDelivery {
  private readonly signs: SensorSigns;
  private nextAt = 0;
  private written = 0;
  private writtenTo: number | null;
  /** The chunk at whose beginning it was looked last what is to be forgotten. */
  private forgotTo = 0;

  /** @param stored signs of the source. @param asOf of the stored watermark. */
  constructor(
    private readonly parts: SignParts,
    private readonly source: RowSource,
    { signs, asOf }: { readonly signs: readonly SensorSign[]; readonly asOf: number | null | undefined },
  ) {
    this.signs = new SensorSigns(source, signs);
    this.writtenTo = asOf ?? null;
  }

  /** The instant up to which everything that the log held is in the stored signs, or null. */
  get asOf(): number | null {
    return this.writtenTo;
  }

  /** True when the signs of all records before this offset are stored. */
  areWritten(before: number): boolean {
    return this.written >= before;
  }

  /** See {@link SensorSigns.saw}. */
  saw(outcome: Outcome, record: LogRecord, chunk: string, registry: SensorRegistry | undefined): void {
    this.signs.saw(outcome, record, chunk, registry);
  }

  /** @param now monotonic clock, milliseconds. @returns undefined while none are due. */
  take(to: number, countedTo: TakenSigns['countedTo'], now: number): TakenSigns | undefined {
    if (now < this.nextAt) return undefined;
    this.nextAt = now + WRITE_EVERY_MS;
    return { signs: this.signs.changed(), begun: this.signs.begun, to, countedTo };
  }

  /** Writes what was taken, until it is stored. */
  async write(taken: TakenSigns | undefined): Promise<void> {
    if (taken === undefined) return;
    const { signs, begun, to, countedTo } = taken;
    if (signs.length > 0) {
      const outcomes = await this.parts.persist('Writing signs of life', () => this.parts.store.write(signs));
      this.signs.stored(signs);
      this.tellRefused(signs, outcomes);
    }
    if (begun > this.forgotTo) await this.forget();
    this.forgotTo = begun;
    this.written = Math.max(this.written, to);
    if (countedTo !== undefined) this.writtenTo = countedTo === null ? null : Math.floor(countedTo);
    const { registered, unregistered } = this.signs.takeCounts();
    this.parts.metrics.sensorRecords.inc({ sensors: 'registered' }, registered);
    this.parts.metrics.sensorRecords.inc({ sensors: 'unregistered' }, unregistered);
  }

  /**
   * Looks at what is stored, once a chunk, and not at what was dropped here: a slower owner may have written again what was
   * deleted, at the same version, and Elasticsearch knows a deleted version for a minute only (`index.gc_deletes`).
   */
  private async forget(): Promise<void> {
    const { store, persist } = this.parts;
    await persist('Forgetting sensors', async () => {
      const stored = await store.of(this.source);
      await store.forget(stored.filter((sign) => this.signs.isForgotten(sign)));
    });
  }

  private tellRefused(signs: readonly SensorSign[], outcomes: readonly BulkOutcome[]): void {
    const at = outcomes.findIndex(({ kind }) => kind === 'refused');
    const first = outcomes[at];
    if (first?.kind !== 'refused') return;
    const refused = outcomes.filter(({ kind }) => kind === 'refused').length;
    this.parts.log.error(
      `${rowSourceKey(this.source)}: Elasticsearch refuses signs of life of ${refused} sensors for good, the first of ` +
        `${JSON.stringify(signs[at]?.sensor)} (${first.reason}). Their events are counted as before. Look at the mapping of the index.`,
    );
  }
}
