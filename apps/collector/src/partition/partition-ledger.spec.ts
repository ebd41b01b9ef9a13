import { PartitionLedger } from './partition-ledger';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const BLOCK = 2 ** 20;

const limits = { cells: 1000, topListKeys: 1000, behind: 7 * 86_400_000 };

function enter(ledger: PartitionLedger, offset: number, logTime = 0): void {
  ledger.accountFor(ledger.placeOf(offset, logTime), offset, limits).ignored('stats');
}

function read(ledger: PartitionLedger) {
  return ledger.unflushed.map((account) => account.takeChanges().ledger);
}

describe('PartitionLedger', () => {
  it('enters a gap as skipped, in the chunk before it', () => {
    const ledger = new PartitionLedger(source, 5, 5);
    enter(ledger, 5);
    enter(ledger, 9, 700_000);
    expect(read(ledger)).toMatchObject([
      { chunk: '0.0', from: 5, to: 9, ignored: 1, skipped: 3 },
      { chunk: '0.1', from: 9, to: 10, ignored: 1, skipped: 0 },
    ]);
  });

  it('cuts a gap at the boundary of the block', () => {
    const ledger = new PartitionLedger(source, BLOCK - 2, 0);
    enter(ledger, BLOCK - 2);
    enter(ledger, BLOCK + 3);
    expect(read(ledger)).toMatchObject([
      { to: BLOCK, skipped: 1 },
      { from: BLOCK, to: BLOCK + 4, skipped: 3 },
    ]);
  });

  it('enters what retention took as lost, and the rest of the gap as skipped', () => {
    const ledger = new PartitionLedger(source, 10, 30);
    enter(ledger, 32);
    expect(read(ledger)).toMatchObject([{ from: 10, to: 33, lost: 20, skipped: 2, ignored: 1 }]);
  });

  it('enters offsets without records at the end of a fetch', () => {
    const ledger = new PartitionLedger(source, 0, 0);
    enter(ledger, 0);
    ledger.skipTo(4);
    expect(ledger.next).toBe(4);
    expect(read(ledger)).toMatchObject([{ to: 4, skipped: 3 }]);
  });

  it('drops a chunk once it is closed and flushed', () => {
    const ledger = new PartitionLedger(source, 0, 0);
    enter(ledger, 0);
    enter(ledger, 1, 700_000);
    ledger.dropFinished();
    expect(ledger.unflushed).toHaveLength(2);
    read(ledger);
    ledger.dropFinished();
    expect(ledger.open?.place.name).toBe('0.1');
  });
});
