import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { KeptEvidence } from '@lianfang/contract';
import type { IndicatorSet } from '@lianfang/indicators';
import type { EvidenceStore } from '@lianfang/store';
import type { CollectorMetrics } from './collector-metrics';
import { enrich } from './pipeline';

/** Characters of records that are looked at without a pause: some milliseconds. */
const PART_LENGTH = 256 * 1024;

/** Told how many events named an indicator. */
type Told = Partial<Pick<CollectorMetrics, 'indicatorMatches'>>;

/**
 * Evidence as it is stored, with the shared indicators that it names. Here, behind the queue of what is to be written, it
 * costs counting nothing: only what is kept comes so far, and it comes a bit at a time.
 * @param file whose indicators are in force at the instant of writing; without any, nothing is said of them.
 */
export function withIndicators(
  store: EvidenceStore,
  file: { readonly current: IndicatorSet | undefined },
  told: Told = {},
): EvidenceStore {
  return {
    write: async (kept, options) => {
      const indicators = file.current;
      return store.write(indicators === undefined ? kept : await enrichAll(kept, indicators, told), options);
    },
  };
}

async function enrichAll(
  kept: readonly KeptEvidence[],
  indicators: IndicatorSet,
  told: Told,
): Promise<readonly KeptEvidence[]> {
  const enriched: KeptEvidence[] = [];
  let matched = 0;
  let length = 0;
  for (const one of kept) {
    const made = enrich(one, indicators);
    if (made.evidence.indicators?.matches.length) matched += 1;
    enriched.push(made);
    length += one.original.length;
    if (length < PART_LENGTH) continue;
    length = 0;
    await yieldToOthers();
  }
  told.indicatorMatches?.inc(matched);
  return enriched;
}
