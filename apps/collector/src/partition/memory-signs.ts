import { rowSourceKey, type RowSource, type SensorSign } from '@lianfang/contract';
import type { BulkOutcome, SensorSignStore } from '@lianfang/store';

/** Signs of life as Elasticsearch would hold them, for tests: the same rule of versions (`external_gte`). */
export class MemorySigns implements SensorSignStore {
  private readonly held = new Map<string, SensorSign>();
  /** False while every write fails, as when the process dies. */
  takes = true;

  async write(signs: readonly SensorSign[]): Promise<BulkOutcome[]> {
    if (!this.takes) throw new Error('Elasticsearch takes no signs');
    return signs.map((sign) => {
      const before = this.held.get(keyOf(sign));
      if (before !== undefined && before.to > sign.to) return { kind: 'superseded', storedVersion: before.to };
      this.held.set(keyOf(sign), sign);
      return { kind: 'written' };
    });
  }

  async of(source: RowSource): Promise<SensorSign[]> {
    return [...this.held.values()].filter((sign) => rowSourceKey(sign) === rowSourceKey(source));
  }

  async forget(signs: readonly SensorSign[]): Promise<void> {
    for (const sign of signs) if ((this.held.get(keyOf(sign))?.to ?? 0) <= sign.to) this.held.delete(keyOf(sign));
  }

  /** Of one sensor, over all sources. */
  named(sensor: string): SensorSign | undefined {
    return [...this.held.values()].find((sign) => sign.sensor === sensor);
  }
}

function keyOf(sign: SensorSign): string {
  return `${rowSourceKey(sign)}/${sign.sensor}`;
}
