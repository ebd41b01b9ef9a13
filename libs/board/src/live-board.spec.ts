import type { Watermark } from '@lianfang/contract';
import { FakeLogTail } from '@lianfang/platform/kafka';
import type { RowQuestion, StoredRows } from '@lianfang/store';
import { eventually, ledgerRow, versionedRow, watermark } from '@lianfang/testing';
import { readTotal } from '@lianfang/views';
import type { ServiceLog } from './service-log';
import { LiveBoard } from './live-board';

const quiet: ServiceLog = { log: () => undefined, warn: () => undefined, error: () => undefined };
const marks: Watermark[] = [watermark()];
const row = versionedRow({ count: 10 }, 10);

/** What is stored: one open hour with ten events. */
function storedRows(change: Partial<StoredRows> = {}): StoredRows {
  return {
    generation: async () => 1,
    watermarks: async () => marks,
    async *rows({ tier }: RowQuestion) {
      if (tier === 'minute') yield [row];
    },
    daySums: async () => [],
    async *revisions() {
      yield* [];
    },
    ledger: async () => [],
    ...change,
  };
}

describe('LiveBoard', () => {
  const tails: FakeLogTail[] = [];
  let crash: (error: Error) => void = () => undefined;
  let messages: string[] = [];
  let live: LiveBoard | undefined;

  function started(stored: StoredRows): LiveBoard {
    live = new LiveBoard({
      stored,
      openTail: (onCrash) => {
        crash = onCrash;
        tails.push(new FakeLogTail());
        return tails.at(-1) ?? new FakeLogTail();
      },
      log: quiet,
      onMessage: (kind) => messages.push(kind),
    });
    live.start();
    return live;
  }

  const total = (): number => (live?.board ? readTotal(live.board, Date.now()).total : NaN);

  beforeEach(() => {
    tails.length = 0;
    messages = [];
  });
  afterEach(async () => live?.stop());

  it('shows nothing until all is loaded, then what is stored', async () => {
    const board = started(storedRows());
    expect(() => board.assertReady()).toThrow(/Wait/);
    await eventually(() => total() === 10, { because: 'the open hour is loaded' });
    board.assertReady();
  });

  it('applies what comes after its position', async () => {
    started(storedRows());
    await eventually(() => total() === 10, { because: 'the open hour is loaded' });
    tails
      .at(-1)
      ?.append({ type: 'rows', county: '63000', rows: [{ ...row, version: 12, row: { ...row.row, count: 12 } }] });
    tails.at(-1)?.append({ type: 'ledger', ledger: ledgerRow({ to: 12 }) });
    expect(total()).toBe(12);
    expect(messages).toEqual(['rows', 'ledger']);
  });

  it('goes on after a message that it can not read', async () => {
    started(storedRows());
    await eventually(() => total() === 10, { because: 'the open hour is loaded' });
    tails.at(-1)?.append({ type: 'unheard of' });
    tails
      .at(-1)
      ?.append({ type: 'rows', county: '63000', rows: [{ ...row, version: 11, row: { ...row.row, count: 11 } }] });
    expect([messages, total()]).toEqual([['refused', 'rows'], 11]);
  });

  it('begins again when the log breaks off, and shows the old figures meanwhile', async () => {
    const board = started(storedRows());
    await eventually(() => total() === 10, { because: 'the open hour is loaded' });
    crash(new Error('the broker is gone'));
    expect(total()).toBe(10);
    expect(() => board.assertReady()).toThrow(/the broker is gone/);
    await eventually(() => tails.length === 2 && attempt(() => board.assertReady()), { because: 'it attaches again' });
  });

  it('loads again when a rebuild put other rows in place, and passes over what was written before', async () => {
    let generation = 1;
    const rebuilt = { ...row, row: { ...row.row, count: 7 } };
    const stored = storedRows({
      generation: async () => generation,
      async *rows({ tier }: RowQuestion) {
        if (tier === 'minute') yield [generation === 1 ? row : rebuilt];
      },
    });
    started(stored);
    await eventually(() => total() === 10, { because: 'the open hour is loaded' });
    generation = 2;
    tails.at(-1)?.append({ type: 'rows', county: 'unlocated', rows: [], generation: 2 });
    expect(total()).toBe(10);
    await eventually(() => total() === 7, { because: 'the rows of the rebuild are loaded' });
    const before = { ...row, row: { ...row.row, count: 10 } };
    tails.at(-1)?.append({ type: 'rows', county: '63000', rows: [before] });
    expect(total()).toBe(7);
    const after = { ...rebuilt, version: 11, row: { ...row.row, count: 8 } };
    tails.at(-1)?.append({ type: 'rows', county: '63000', rows: [after], generation: 2 });
    expect(total()).toBe(8);
  });

  it('shows nothing of which a part was read before a rebuild and a part after it', async () => {
    let generation = 1;
    const stored = storedRows({
      generation: async () => generation,
      ledger: async () => {
        // A rebuild is put in place while the figures are loaded, and its message is lost.
        generation = 2;
        return [];
      },
    });
    started(stored);
    await eventually(() => total() === 10 && tails.length === 2, { because: 'all is loaded once more' });
  });

  it('tries again when what is stored can not be read', async () => {
    let tries = 0;
    const stored = storedRows({
      daySums: async () => {
        tries += 1;
        if (tries === 1) throw new Error('Elasticsearch is away');
        return [];
      },
    });
    started(stored);
    await eventually(() => total() === 10, { because: 'the second try succeeds' });
  });
});

function attempt(work: () => void): boolean {
  work();
  return true;
}
