import type { Watermark } from '@lianfang/contract';
import { FakeLogWriter } from '@lianfang/platform/kafka';
import {
  EXPIRING_NAMES,
  FIRST_GENERATION,
  type DatedIndex,
  type ExpiringName,
  type LogSource,
  type RetentionStore,
} from '@lianfang/store';
import { versionedRow, watermark } from '@lianfang/testing';
import { Registry } from 'prom-client';
import { KEEP_NAMES, type KeepWishes } from './keep-settings';
import { RetentionKeeper, type RetentionParts } from './retention-keeper';
import { createRetentionMetrics } from './retention-metrics';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const today = Date.UTC(2028, 2, 10);
const old = today - 40 * DAY;
const NOTHING = Object.fromEntries(KEEP_NAMES.map((name) => [name, undefined])) as KeepWishes;

function index(from: number, family: DatedIndex['family'] = 'minutes'): DatedIndex {
  return { name: `${family} ${from}`, family, from, to: from + DAY, isHistory: false };
}

function source(mark: Partial<Watermark> = {}, isNewest = true): LogSource {
  const still = { processed: 10, logEnd: 10, logTime: today, at: today, openHours: [], openDays: [] };
  return { watermark: watermark({ ...still, ...mark }), isNewest, window: 7 * DAY };
}

interface World {
  readonly keeper: RetentionKeeper;
  readonly indices: DatedIndex[];
  readonly sources: LogSource[];
  readonly said: string[];
  readonly registry: Registry;
  readonly marks: Watermark[];
  readonly settings: Record<string, string>;
  /** Instants of documents that are removed one by one. */
  readonly documents: Record<ExpiringName, number[]>;
}

/** Elasticsearch, the broker and the rows of hours, as small as retention sees them. */
function world(change: Partial<RetentionParts> = {}): World {
  const indices: DatedIndex[] = [];
  const documents: World['documents'] = { alerts: [], resent: [], unregisteredSigns: [], postures: [] };
  const sources: LogSource[] = [source()];
  const said: string[] = [];
  const marks: Watermark[] = [];
  const settings: Record<string, string> = { 'retention.ms': String(7 * DAY), 'cleanup.policy': 'delete' };
  const registry = new Registry();
  const store: RetentionStore = {
    indices: async () => [...indices],
    drop: async ({ name, ...held }, at) => {
      const place = indices.findIndex((one) => one.name === name);
      if (place < 0) return undefined;
      indices.splice(place, 1);
      return { name, ...held, at, documents: 3, sources: [] };
    },
    dropped: async () => [],
    expire: async (name, before) => {
      const old = documents[name].filter((at) => at < before);
      documents[name] = documents[name].filter((at) => at >= before);
      return old.length;
    },
  };
  const say = (text: string): void => void said.push(text);
  const keeper = new RetentionKeeper({
    store,
    sources: async () => sources,
    admin: {
      topics: async () => new Set(['threat-events']),
      topicSetting: async (_, name) => settings[name],
    },
    topics: [{ topic: 'threat-events', latenessMs: 7 * DAY }],
    wishes: NOTHING,
    orphans: {
      rows: {
        generations: async () => FIRST_GENERATION,
        sumPeriods: async (_: unknown, __: unknown, starts: readonly number[]) => ({
          cells: new Map(starts.map((start) => [start, [{ ...versionedRow().row, kind: 'totals' }]])),
          dropped: [],
        }),
        writeRows: async (rows: readonly unknown[]) => rows.map(() => ({ kind: 'written' })),
        writeWatermark: async (mark: Watermark) => {
          marks.push(mark);
          sources.splice(0, sources.length, source(), source(mark, false));
          return { kind: 'written' };
        },
      } as unknown as RetentionParts['orphans']['rows'],
      sketches: {
        write: async () => [],
        ofHours: async () => ({ hours: new Map(), dropped: [] }),
        chunksOf: async () => [],
        dropSince: async () => undefined,
      },
      log: new FakeLogWriter(),
      rowsLive: 'rows.live',
      report: say,
    },
    metrics: createRetentionMetrics(registry),
    log: { log: say, warn: say, error: say },
    every: 1_000,
    wallClock: () => today,
    ...change,
  });
  return { keeper, indices, sources, said, registry, marks, settings, documents };
}

describe('RetentionKeeper', () => {
  it('drops what is past its time, says what it was and counts it; the next round finds nothing', async () => {
    const { keeper, indices, said, registry } = world();
    indices.push(index(old), index(today - 20 * DAY));
    await keeper.round();
    expect(indices).toEqual([index(today - 20 * DAY)]);
    expect(said.join()).toMatch(/Dropped minutes \d+ \(minutes are kept for 35d\): 3 documents/);
    expect(await registry.metrics()).toContain('lianfang_retention_dropped_documents_total{family="minutes"} 3');
    await keeper.round();
    expect(said).toHaveLength(1);
  });

  it('removes closed alerts, notes and unregistered sensors that are past their time, each after its own', async () => {
    const { keeper, documents, said } = world({ wishes: { ...NOTHING, alerts: 30 * DAY, resent: Infinity } });
    for (const name of EXPIRING_NAMES) documents[name] = [today - 500 * DAY, today - 31 * DAY, today - 29 * DAY];
    await keeper.round();
    expect(documents.alerts).toEqual([today - 29 * DAY]);
    expect(documents.resent).toHaveLength(3);
    expect(documents.unregisteredSigns).toHaveLength(2);
    expect(said).toContain('Removed 2 documents of alerts, which are kept for 30d.');
  });

  it('refuses at the start what is too short, and names the variable', async () => {
    const { keeper } = world({ wishes: { ...NOTHING, minutes: 14 * DAY } });
    await expect(keeper.settle()).rejects.toThrow(
      /LF-RETENTION[^]*LIANFANG_KEEP_MINUTES is 14d[^]*15d or more[^]*start again/,
    );
  });

  it('drops nothing when a topic was changed so that the configuration no longer fits', async () => {
    const { keeper, indices, said, settings } = world({ wishes: { ...NOTHING, minutes: 20 * DAY } });
    await keeper.settle();
    settings['retention.ms'] = String(30 * DAY);
    indices.push(index(old));
    await keeper.round();
    await keeper.round();
    expect(indices).toHaveLength(1);
    expect(said.filter((text) => text.includes('LIANFANG_KEEP_MINUTES is 20d'))).toHaveLength(1);
  });

  it.each([
    ['without a limit in time', { 'retention.ms': '-1', 'retention.bytes': '1000' }],
    ['that is compacted', { 'cleanup.policy': 'compact' }],
  ])('keeps the minutes of a log %s for ever', async (_, change) => {
    const { keeper, indices, said, settings } = world();
    Object.assign(settings, change);
    indices.push(index(old), index(old, 'evidence'));
    await keeper.settle();
    await keeper.round();
    expect(indices.map(({ family }) => family)).toEqual(['minutes']);
    expect(said.join()).toMatch(/LIANFANG_KEEP_MINUTES is not set and is taken as forever/);
  });

  it('waits while a log is behind, says once which and why, and drops when it has caught up', async () => {
    const { keeper, indices, sources, said, registry } = world();
    indices.push(index(old));
    sources.push(source({ partition: 3, processed: 5, logTime: old }));
    await keeper.round();
    await keeper.round();
    expect(indices).toHaveLength(1);
    expect(said.filter((text) => /threat-events\/1\/3 may still bring events/.test(text))).toHaveLength(1);
    expect(await registry.metrics()).toContain('lianfang_retention_waiting_indices{reason="behind"} 1');
    sources.pop();
    await keeper.round();
    expect(indices).toEqual([]);
    expect(await registry.metrics()).toContain('lianfang_retention_waiting_indices{reason="behind"} 0');
  });

  it('makes the open hours of a log that nobody counts any more, and drops their minutes in the next round', async () => {
    const { keeper, indices, sources, marks } = world();
    indices.push(index(old));
    sources.push(source({ epoch: 0, openHours: [old + HOUR], openDays: [old - 8 * HOUR] }, false));
    await keeper.round();
    expect(indices).toHaveLength(1);
    expect(marks).toMatchObject([{ epoch: 0, openHours: [], openDays: [] }]);
    await keeper.round();
    expect(indices).toEqual([]);
  });

  it('lets the owner of a log make its own open hours', async () => {
    const { keeper, indices, sources, marks } = world();
    indices.push(index(old));
    sources.push(source({ openHours: [old] }));
    await keeper.round();
    expect([indices.length, marks.length]).toEqual([1, 0]);
  });

  it('is not stopped by a failure, and drops nothing because of it', async () => {
    const { keeper, indices, registry } = world({ sources: async () => Promise.reject(new Error('away')) });
    indices.push(index(old));
    await keeper.round();
    expect(indices).toHaveLength(1);
    expect(await registry.metrics()).toContain('lianfang_retention_failures_total 1');
  });
});
