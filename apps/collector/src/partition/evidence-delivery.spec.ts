import { ChunkAccount, type ChunkChanges, type ChunkPlace } from '@lianfang/aggregate';
import { evidenceKey, type KeptEvidence } from '@lianfang/contract';
import type { BulkOutcome } from '@lianfang/store';
import { eventually, location, threatEvent } from '@lianfang/testing';
import { Registry } from 'prom-client';
import { createCollectorMetrics } from '../collector-metrics';
import { EvidenceDelivery, takeEvidence } from './evidence-delivery';

const SOURCE = { topic: 'threat-events', epoch: 1, partition: 0 };
const EVIDENCE = { perGroup: 1_000, perChunk: 100_000, bytes: 1e9, originalBytes: 262_144 };
const LIMITS = { cells: 100, topListKeys: 100, isHistory: false, evidence: EVIDENCE };
const NOON = Date.UTC(2026, 10, 22, 4);
const FIRST: ChunkPlace = { name: '0.1', from: 0 };
const SECOND: ChunkPlace = { name: '0.2', from: 2 };

/** A partition's evidence on its way; each write waits until it is let through. */
class World {
  readonly said: string[] = [];
  readonly written: string[] = [];
  readonly accounts: ChunkAccount[] = [];
  /** What the next writes end with, in order; after them all is written. */
  readonly answers: (BulkOutcome['kind'] | Error)[] = [];
  private readonly gates: (() => void)[] = [];
  private offset = 0;
  private now = 0;
  isOpen = true;
  readonly delivery = new EvidenceDelivery(
    {
      destinations: { evidence: { write: (kept) => this.write(kept) } },
      log: { log: () => undefined, warn: () => undefined, error: (message) => this.said.push(message) },
      metrics: createCollectorMetrics(new Registry()),
      persist: (_doing, work) => work(),
      where: () => ({ history: false }),
    },
    undefined,
  );

  keep(place: ChunkPlace, size = 10): void {
    let account = this.accounts.at(-1);
    if (account?.place !== place) this.accounts.push((account = new ChunkAccount(SOURCE, place, LIMITS)));
    const value = Buffer.alloc(size, 'x');
    const event = threatEvent({ time: NOON, rule: { id: String(this.offset % 90) } });
    account.evidence.keep(event, location(), { offset: this.offset, logTime: NOON, key: null, value });
    account.counted(event, location(), NOON);
    this.offset += 1;
  }

  send(countedTo: number | null = NOON, after = 2_000): void {
    this.now += after;
    this.delivery.send(takeEvidence(this.accounts, countedTo), this.now);
  }

  /** Sends while what an earlier owner has counted is counted again. */
  sendAgain(): void {
    this.delivery.send(takeEvidence(this.accounts, undefined), this.now);
  }

  get unwritten(): string | undefined {
    return this.delivery.unwritten(this.accounts)?.name;
  }

  /** Changes of the newest chunk, as they go to the store. */
  changes(): ChunkChanges {
    return this.delivery.complete((this.accounts.at(-1) as ChunkAccount).takeChanges());
  }

  letThrough(): void {
    this.isOpen = true;
    for (const open of this.gates.splice(0)) open();
  }

  async settled(): Promise<void> {
    await eventually(() => this.unwritten === undefined, { because: 'all is written', everyMs: 1 });
  }

  private async write(kept: readonly KeptEvidence[]): Promise<BulkOutcome[]> {
    if (!this.isOpen) await new Promise<void>((resolve) => this.gates.push(resolve));
    const answer = this.answers.shift() ?? 'written';
    if (answer instanceof Error) throw answer;
    this.written.push(kept.map(({ evidence }) => evidenceKey(evidence).split('/').at(-1)).join(' '));
    return kept.map((_one, at) =>
      answer === 'refused' && at === 0
        ? { kind: 'refused', reason: 'mapper_parsing_exception: no' }
        : { kind: 'written' },
    );
  }
}

describe('EvidenceDelivery', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  it('writes what was kept, and says up to when', async () => {
    world.keep(FIRST);
    world.keep(FIRST);
    expect([world.unwritten, world.delivery.asOf]).toEqual(['0.1', null]);
    world.send(NOON + 7.5);
    await world.settled();
    expect([world.written, world.delivery.asOf]).toEqual([['0 1'], NOON + 7]);
  });

  it('collects for some seconds, but not once a chunk is closed', async () => {
    world.keep(FIRST);
    world.send();
    await world.settled();
    world.keep(FIRST);
    world.send(NOON, 1_000);
    expect(world.unwritten).toBe('0.1');
    world.keep(SECOND);
    world.send(NOON, 1_000);
    await world.settled();
    expect(world.written).toEqual(['0', '1', '2']);
  });

  it('never makes anybody wait, and leaves the commit at the oldest chunk that is not written', async () => {
    world.isOpen = false;
    world.keep(FIRST);
    world.send();
    world.keep(SECOND);
    world.send(NOON + 1);
    expect([world.unwritten, world.written, world.delivery.asOf]).toEqual(['0.1', [], null]);
    world.letThrough();
    await world.settled();
    expect([world.written, world.delivery.asOf]).toEqual([['0', '1'], NOON + 1]);
  });

  it('says that what is still with an account is not written', () => {
    world.send();
    world.keep(SECOND);
    expect(world.unwritten).toBe('0.2');
  });

  it('is behind when more than 32 MiB wait, and asks in requests of 4 MiB', async () => {
    world.isOpen = false;
    for (let at = 0; at < 130; at += 1) world.keep(FIRST, 262_144);
    world.send();
    expect(world.delivery.isBehind).toBe(true);
    world.letThrough();
    await world.settled();
    expect(world.delivery.isBehind).toBe(false);
    expect(world.written.map((request) => request.split(' ').length)).toEqual([16, 16, 16, 16, 16, 16, 16, 16, 2]);
  });

  it('counts and names what is refused, and goes on', async () => {
    world.keep(FIRST);
    world.keep(FIRST);
    expect(world.changes().ledger).toMatchObject({ evidenceKept: 2, evidenceOver: 0, evidenceRefused: 0 });
    world.answers.push('refused');
    world.send();
    await world.settled();
    expect(world.said.join()).toMatch(
      /evidence of 1 events of chunk 0\.1 .* threat-events\/1\/0\/0 \(mapper_parsing_exc/,
    );
    expect(world.delivery.incomplete()).toMatchObject([{ chunk: '0.1', to: 2, evidenceKept: 2, evidenceRefused: 1 }]);
    expect(world.delivery.incomplete()).toEqual([]);
    world.keep(FIRST);
    expect(world.changes().ledger).toMatchObject({ to: 3, evidenceKept: 3, evidenceRefused: 1 });
  });

  it('does not say how far it is while counting again', async () => {
    world.sendAgain();
    expect(world.delivery.asOf).toBeNull();
    world.send(null);
    expect(world.delivery.asOf).toBeNull();
    world.send(NOON);
    expect(world.delivery.asOf).toBe(NOON);
  });

  it('hands on what can not be repeated', async () => {
    world.keep(FIRST);
    world.answers.push(new Error('replaced'));
    world.send();
    await eventually(
      () => {
        expect(() => world.send()).toThrow('replaced');
        return true;
      },
      { because: 'the write has failed', everyMs: 1 },
    );
    expect(world.unwritten).toBe('0.1');
  });
});
