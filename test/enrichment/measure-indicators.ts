import { ChunkAccount, DuplicateWindow } from '@lianfang/aggregate';
import type { KeptEvidence } from '@lianfang/contract';
import type { IndicatorSet } from '@lianfang/indicators';
import type { LogRecord } from '@lianfang/platform/kafka';
import type { EvidenceStore } from '@lianfang/store';
import { withIndicators } from '../../apps/collector/src/enriched-evidence';
import { fetchedTogether, logRecord, STAGES, takeRecord } from '../bad-input/collector-in-memory';
import { SPELLINGS, WHOLE } from '../bad-input/spellings';
import { median, randomWords } from './figures';
import { indicatorFile, makeSet, type MadeSet } from './million-indicators';

const NOON = Date.parse('2026-11-22T12:00:00+08:00');
/** One chunk: ten minutes of the log. */
const CHUNK_MS = 600_000;
/** As many as a chunk has at most, and has at full speed: with fewer, evidence is a larger part of hardly any work. */
const RECORDS = 1_048_576;
const WARM_ROUNDS = 1;
const EVIDENCE = { perGroup: 20, perChunk: 2_000, bytes: 8_388_608, originalBytes: 262_144 };

/** What a chunk costs under a set of indicators, beside the same chunk without any. */
export interface IndicatorCost {
  readonly indicators: number;
  /** Microseconds of processor time for each event, with all evidence of the chunk matched and handed on: median, least. */
  readonly perEvent: readonly [median: number, least: number];
  /** Beside no indicators, of the same round: median, least and most. The second side without any says what chance makes of it. */
  readonly ratio: readonly [median: number, least: number, most: number];
  /** The least of this side beside the least of no indicators: other programs only ever make a figure worse. */
  readonly ratioOfLeast: number;
  /** The same without what evidence takes: counting alone. */
  readonly ratioOfLeastCounting: number;
  readonly kept: number;
  readonly matched: number;
  readonly file?: Omit<MadeSet, 'set'>;
  readonly microsecondsForOneKept: number;
}

/** Counts the same chunk under none, none again, a thousand and a million, in an order that changes each round. */
export async function indicatorCosts(rounds: number): Promise<IndicatorCost[]> {
  // Before the records are made: what is held, and how long a step takes, is the set's alone.
  const sides = [undefined, undefined, 1_000, 1_000_000].map((count) => {
    const made = count === undefined ? undefined : makeSet(indicatorFile(count));
    return { count: count ?? 0, made, side: new Side(made?.set) };
  });
  const records = chunk();
  for (let round = 0; round < WARM_ROUNDS; round += 1) for (const { side } of sides) await side.count(records);
  const costs: number[][] = sides.map(() => []);
  const words = randomWords(11);
  const orders = Array.from({ length: rounds }, () => shuffled(sides.length, words));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < sides.length; turn += 1) {
      const at = orders[round]?.[turn] ?? 0;
      costs[at]?.push((await sides[at]?.side.count(records)) ?? NaN);
    }
  }
  return sides.map(({ count, made, side }, at) => {
    const ratios = (costs[at] ?? []).map((cost, round) => cost / (costs[0]?.[round] ?? NaN));
    const { set: _set, ...file } = made ?? {};
    return {
      indicators: count,
      perEvent: [median(costs[at] ?? []), Math.min(...(costs[at] ?? []))],
      ratio: [median(ratios), Math.min(...ratios), Math.max(...ratios)],
      ratioOfLeast: Math.min(...(costs[at] ?? [])) / Math.min(...(costs[0] ?? [])),
      ratioOfLeastCounting: Math.min(...side.counting) / Math.min(...(sides[0]?.side.counting ?? [])),
      kept: side.kept,
      matched: side.matched,
      ...(made && { file: file as Omit<MadeSet, 'set'> }),
      microsecondsForOneKept: median(side.enriching),
    };
  });
}

/** Each side comes after each other one about as often: what one leaves to be cleared away costs the next. */
function shuffled(length: number, words: () => number): number[] {
  return Array.from({ length }, (_unused, at) => ({ at, word: words() }))
    .sort((a, b) => a.word - b.word)
    .map(({ at }) => at);
}

/** One collector in memory; what it would store goes nowhere. */
class Side {
  kept = 0;
  matched = 0;
  readonly enriching: number[] = [];
  readonly counting: number[] = [];
  private readonly store: EvidenceStore;

  constructor(set: IndicatorSet | undefined) {
    const nowhere: EvidenceStore = {
      write: async (kept) => {
        this.kept = kept.length;
        this.matched = kept.filter(isMatched).length;
        return [];
      },
    };
    this.store = withIndicators(nowhere, { current: set });
  }

  /** @returns microseconds of processor time for each event. */
  async count(records: readonly LogRecord[]): Promise<number> {
    const account = new ChunkAccount({ topic: 't', epoch: 1, partition: 0 }, { name: '0.0', from: 0 }, LIMITS);
    const duplicates = new DuplicateWindow(65_536);
    const start = process.threadCpuUsage();
    takeAll(records, account, duplicates);
    const between = process.threadCpuUsage(start);
    const evidence = account.evidence.take();
    await this.store.write(evidence);
    const { user, system } = process.threadCpuUsage(start);
    this.counting.push((between.user + between.system) / records.length);
    this.enriching.push((user + system - between.user - between.system) / evidence.length);
    return (user + system) / records.length;
  }
}

const LIMITS = { ...STAGES.limits, evidence: EVIDENCE, isHistory: false };

function isMatched({ evidence }: KeptEvidence): boolean {
  return (evidence.indicators?.matches.length ?? 0) > 0;
}

/** By itself, so that it stays compiled from one measurement to the next. */
function takeAll(records: readonly LogRecord[], account: ChunkAccount, duplicates: DuplicateWindow): void {
  for (const record of records) takeRecord(record, account, duplicates);
}

/** Ten minutes of EVE, of sixteen sensors, against agencies of 22 counties, so that the quota of evidence is used up. */
function chunk(): LogRecord[] {
  const { line } = SPELLINGS.find(({ name }) => name === 'suricata') ?? { line: () => '' };
  return fetchedTogether(
    Array.from({ length: RECORDS }, (_unused, index) => {
      const logTime = NOON + Math.floor((index / RECORDS) * CHUNK_MS);
      const src = `203.0.${index % 200}.${index % 250}`;
      const dst = `10.${8 * (1 + (index % 22))}.${index % 16}.${index % 250}`;
      const fields = { ...WHOLE, src, dst, srcPort: 1_024 + (index % 60_000) };
      const text = line(logTime - 2_000, fields).replace('1187233441557321', String(1e15 + index));
      return logRecord(text, { offset: index, logTime, key: Buffer.from(`sensor-${index % 16}`) });
    }),
  );
}
