import {
  evidenceKey,
  LEDGER_CLASSES,
  type KeptEvidence,
  type LedgerRow,
  type Location,
  type ThreatEvent,
} from '@lianfang/contract';
import type { Locator } from '@lianfang/locate';
import type { Normaliser } from '@lianfang/normalise';
import { FakeLogWriter, type FakeLog, type LogAdmin } from '@lianfang/platform/kafka';
import type { BulkOutcome, EvidenceStore, Pin, PinLimits, RevisionStore, SketchStore } from '@lianfang/store';
import { Registry } from 'prom-client';
import { Collector } from './collector';
import { createCollectorMetrics } from './collector-metrics';
import type { CollectorParts } from './collector-parts';
import { MemorySigns } from './partition/memory-signs';
import { MemoryStores } from './partition/memory-stores';
import type { StageLibrary } from './reference/stage-library';

export const TOPIC = 'threat-events';
export const MINUTE = 60_000;
export const CHUNK_MS = 600_000;
export const NOON = Date.parse('2026-11-22T12:00:00+08:00');

const location: Location = { county: '63000', agency: 'taipei-1', direction: 'inbound', sourceCountry: 'ZZ' };
const blocked: Omit<ThreatEvent, 'eventId' | 'time'> = {
  format: 'test',
  alsoKnownAs: [],
  source: { ip: '203.0.113.7', port: 40_001 },
  destination: { ip: '192.0.2.10', port: 443 },
  initiator: 'source',
  rule: { id: '1' },
  disposition: 'blocked',
  category: 'other',
  severity: 'medium',
};

const normaliser: Normaliser = {
  version: '1',
  formats: ['test'],
  readQuick: () => undefined,
  read: (text) => {
    const [, time, observer] = text.split(/[@#]/);
    const event = { ...blocked, eventId: text, time: Number(time), ...(observer !== undefined && { observer }) };
    return { ok: true, value: { kind: 'threat', event } };
  },
};
const locator: Locator = { hash: 'h', locate: () => location };
const limits: PinLimits = {
  recordBytes: 1_000,
  cells: 1_000,
  topListKeys: 1_000,
  duplicateWindow: 10,
  ahead: 5 * MINUTE,
  behind: 7 * 86_400_000,
  evidence: { perGroup: 4, perChunk: 1_000, bytes: 1_000_000, originalBytes: 1_000 },
};

/** Events with these numbers, each in the minute of its number. */
export function events(from: number, to: number, base = NOON): string[] {
  return Array.from({ length: to - from }, (_unused, at) => `e${from + at}@${base - ((from + at) % 30) * MINUTE}`);
}

type Eventually = <T>(
  look: () => Promise<T | false>,
  options: { readonly because: string; readonly timeoutMs: number; readonly everyMs: number },
) => Promise<T>;

/** A collector that is killed and started again, over a log and stores that stay. */
export class CollectorWorld {
  readonly stores = new MemoryStores();
  readonly signs = new MemorySigns();
  readonly live = new FakeLogWriter();
  readonly said: string[] = [];
  /** Stored evidence: the record's text by its id. */
  readonly evidence = new Map<string, string>();
  /** False while Elasticsearch takes everything but evidence. */
  takesEvidence = true;
  collector: Collector | undefined;

  /** @param eventually looks again and again until there is an answer: `eventually` of `@lianfang/testing`. */
  constructor(
    readonly log: FakeLog,
    private readonly eventually: Eventually,
  ) {}

  async start(): Promise<void> {
    this.stores.writesLeft = Infinity;
    this.signs.takes = true;
    const { log } = this;
    this.collector = new Collector(log, log as unknown as LogAdmin, this.parts(), { topics: [TOPIC], flushMs: 5 });
    await this.collector.start();
  }

  async kill(): Promise<void> {
    this.stores.writesLeft = 0;
    this.signs.takes = false;
    this.log.assign([]);
    await this.collector?.stop();
  }

  get ready(): boolean {
    try {
      this.collector?.assertReady();
      return true;
    } catch {
      return false;
    }
  }

  /** Waits until everything in the log is accounted for. */
  async settled(epoch = 1, partition = 0): Promise<LedgerRow[]> {
    const source = { topic: TOPIC, epoch, partition };
    return this.eventually(
      async () => {
        const ledger = this.stores.ledgerOf(source);
        const end = (await this.log.bounds())[partition]?.end;
        const mark = await this.stores.readWatermark(source);
        return ledger.at(-1)?.to === end && mark?.processed === end && ledger;
      },
      { because: `the ledger must reach the end of the log: ${this.said.join(' | ')}`, timeoutMs: 10_000, everyMs: 5 },
    );
  }

  /** Sum of the minute rows of one kind. */
  counted(epoch = 1): number {
    return [...this.stores.rows.values()]
      .filter(({ document: row }) => row.tier === 'minute' && row.kind === 'totals' && row.epoch === epoch)
      .reduce((sum, { document: row }) => sum + row.count, 0);
  }

  /** Events that came late, by the revisions. */
  late(epoch = 1): number {
    return [...this.stores.revisions.values()]
      .filter(({ document }) => document.epoch === epoch)
      .reduce((total, { document: { count } }) => total + count, 0);
  }

  private evidenceStore(): EvidenceStore {
    const write = async (made: readonly KeptEvidence[]): Promise<BulkOutcome[]> => {
      if (!this.takesEvidence || this.stores.writesLeft === 0) throw new Error('Elasticsearch takes no evidence');
      for (const { evidence, original } of made) this.evidence.set(evidenceKey(evidence), original);
      return made.map(() => ({ kind: 'written' }));
    };
    return { write };
  }

  private parts(): CollectorParts {
    const { log, stores, live, said } = this;
    const say = (message: string): number => said.push(message);
    const logger = { log: say, warn: say, error: say };
    const stages = { normaliser, locator, sensors: undefined, limits };
    const revisions: RevisionStore = {
      write: (made) => stores.writeRevisions(made),
      since: (source, from) => stores.revisionsSince(source, from),
    };
    const sketches: SketchStore = {
      write: async () => [],
      ofHours: async () => ({ hours: new Map(), dropped: [] }),
      chunksOf: async () => [],
      dropSince: async () => undefined,
    };
    return {
      opening: {
        group: 'g',
        admin: log as unknown as LogAdmin,
        reader: log,
        epochs: stores,
        rows: stores,
        revisions,
        sketches,
        signs: this.signs,
        log: logger,
      },
      pins: stores,
      library: { stagesFor: async () => stages } as unknown as StageLibrary,
      destinations: {
        rows: stores,
        revisions,
        sketches,
        evidence: this.evidenceStore(),
        signs: this.signs,
        log: live,
        rowsLive: 'rows.live',
      },
      metrics: createCollectorMetrics(new Registry()),
      log: logger,
      pinFor: (source, chunk): Pin => ({
        ...source,
        chunk: chunk.name,
        from: chunk.from,
        directory: 'd',
        countries: 'c',
        normaliser: '1',
        limits,
      }),
      seek: (place, offset) => log.seek(place, offset),
      pause: (place) => log.pause(place),
      resume: (place) => log.resume(place),
      commit: (place, offset, metadata) => log.commit(place, offset, metadata),
    };
  }
}

export function sum(ledger: readonly LedgerRow[], name: (typeof LEDGER_CLASSES)[number]): number {
  return ledger.reduce((total, row) => total + row[name], 0);
}

/** The ledger covers every offset once, and its counted records are those of the minute rows. */
export function expectBalance(world: CollectorWorld, ledger: readonly LedgerRow[], epoch = 1): void {
  ledger.slice(1).forEach((row, index) => expect(row.from).toBe(ledger[index]?.to));
  const accounted = LEDGER_CLASSES.reduce((total, name) => total + sum(ledger, name), 0);
  expect(accounted).toBe((ledger.at(-1)?.to ?? 0) - (ledger[0]?.from ?? 0));
  expect(world.counted(epoch)).toBe(sum(ledger, 'counted'));
  expect(world.late(epoch)).toBe(ledger.reduce((total, { late = 0 }) => total + late, 0));
}
