import { AuditChain } from '@lianfang/access';
import type { ChainedEntry } from '@lianfang/contract';
import { FakeLogReader, type LogRecord } from '@lianfang/platform/kafka';
import { eventually } from '@lianfang/testing';
import { AuditKeeper } from './audit-keeper';
import { auditedLog } from './audited-log';

const LONG = 'x'.repeat(1024 * 1024);

class World {
  readonly reader = new FakeLogReader();
  readonly said: string[] = [];
  readonly index = new Map<number, ChainedEntry>();
  readonly keeper: AuditKeeper;
  start = 0;
  /** Elasticsearch takes nothing. */
  isFull = false;
  asked = 0;
  begun = 0;

  constructor() {
    const admin = {
      connect: () => Promise.resolve(),
      bounds: async () => {
        this.asked += 1;
        return [{ partition: 0, start: this.start, end: this.start + this.records.length }];
      },
    };
    this.keeper = new AuditKeeper({
      audited: auditedLog('audit', admin, this.reader),
      prepare: () => Promise.resolve(),
      store: { beginning: () => this.beginning(), keep: (entries) => this.keep(entries) },
      log: { log: () => undefined, warn: (text) => this.said.push(text), error: (text) => this.said.push(text) },
    });
  }

  get records(): readonly LogRecord[] {
    return this.reader.logs.get('audit/0') ?? [];
  }

  /** The topic is made anew with these. */
  hold(...values: string[]): void {
    const records = values.map((value, offset) => {
      return { offset, logTime: 0, key: null, value: Buffer.from(value), headers: {} };
    });
    this.reader.logs.set('audit/0', records);
  }

  async keep(entries: readonly ChainedEntry[]): Promise<void> {
    await eventually(() => !this.isFull, { because: 'it takes entries' });
    for (const entry of entries) this.index.set(entry.offset, entry);
  }

  private async beginning() {
    this.begun += 1;
    let offset = 0;
    while (this.index.has(offset)) offset += 1;
    const top = Math.max(-1, ...this.index.keys());
    return { last: this.index.get(offset - 1), missing: top + 1 - this.index.size };
  }
}

function chainOf(...values: string[]): ChainedEntry[] {
  const chain = new AuditChain();
  return values.map((value, offset) => chain.take(offset, value));
}

describe('AuditKeeper', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  afterEach(async () => {
    world.isFull = false;
    await world.keeper.stop();
  });

  const says = (what: RegExp): Promise<unknown> =>
    eventually(() => world.said.some((line) => what.test(line)), { because: `it says ${what.source}` });
  const keptAll = (): Promise<unknown> => eventually(() => world.keeper.unkept === 0, { because: 'all of it is kept' });

  it('keeps what the log has and what comes, and says how much waits', async () => {
    world.hold('a', 'b');
    expect(world.keeper.unkept).toBe(-1);
    world.isFull = true;
    world.keeper.start();
    await eventually(() => world.keeper.unkept === 2, { because: 'two wait' });
    world.isFull = false;
    await keptAll();
    world.hold('a', 'b', 'c');
    await eventually(() => world.keeper.head?.offset === 2, { because: 'what came is kept' });
    expect([...world.index.values()]).toEqual(chainOf('a', 'b', 'c'));
  });

  it('does not go on where the log ends before what is kept, and says what to do', async () => {
    await world.keep(chainOf('a', 'b', 'c'));
    world.hold('d');
    world.keeper.start();
    await says(/LF-AUDIT-SHORT: .* ends at 1, and 3 .*write the topic again/);
    expect([world.keeper.unkept, world.index.size]).toEqual([-1, 3]);
  });

  it.each([
    ['as long', ['a', 'x']],
    ['longer', ['a', 'x', 'c']],
  ])('does not go on from an entry that the log tells otherwise, %s though it is', async (_name, values) => {
    await world.keep(chainOf('a', 'b'));
    world.hold(...values);
    world.keeper.start();
    await says(/LF-AUDIT-FORK: .* at 1 /);
    expect([world.keeper.unkept === 0, world.index.size]).toEqual([false, 2]);
  });

  it('finds a topic that was made anew under it and has grown longer', async () => {
    world.hold('a', 'b');
    world.keeper.start();
    await keptAll();
    world.hold('c', 'd', 'e');
    await says(/LF-AUDIT-FORK/);
    expect(world.index.size).toBe(2);
  });

  it('does not go on where the log no longer has what it hangs on', async () => {
    await world.keep(chainOf('a', 'b'));
    world.start = 2;
    world.reader.logs.set('audit/0', []);
    world.keeper.start();
    await says(/LF-AUDIT-GAP: .* goes on at 2 where 1 /);
  });

  it('fills the hole that a bulk left which failed in half, and says so', async () => {
    const [first, , third] = chainOf('a', 'b', 'c');
    await world.keep([first, third].flatMap((entry) => entry ?? []));
    world.hold('a', 'b', 'c', 'd');
    world.keeper.start();
    await keptAll();
    expect([...world.index.keys()].toSorted()).toEqual([0, 1, 2, 3]);
    expect(world.said).toEqual([expect.stringMatching(/^LF-AUDIT-HOLE: 1 entries .* from 1 on/)]);
  });

  it('holds one page of a long log, however slow the index is', async () => {
    world.hold(...Array.from({ length: 20 }, () => LONG));
    world.isFull = true;
    world.keeper.start();
    await eventually(() => world.reader.handedOut > 0, { because: 'it reads' });
    const { asked } = world;
    expect(world.reader.handedOut).toBeLessThanOrEqual(4);
    world.isFull = false;
    await keptAll();
    // Not one of twenty waited for the other.
    expect(world.asked - asked).toBeGreaterThan(4);
    expect(world.index.size).toBe(20);
  });
});
