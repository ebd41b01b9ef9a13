import type { Location, ThreatEvent } from '@lianfang/contract';
import fc from 'fast-check';
import { ChunkAccount } from './chunk-account';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const location: Location = { county: '63000', agency: 'tpe-gov', direction: 'inbound', sourceCountry: 'ZZ' };
const minute = Date.UTC(2026, 10, 22, 1, 30);

function event(change: Partial<ThreatEvent> = {}): ThreatEvent {
  return {
    format: 'suricata',
    eventId: 'id',
    alsoKnownAs: [],
    time: minute,
    source: { ip: '203.0.113.7' },
    destination: { ip: '198.18.0.1' },
    initiator: 'source',
    rule: { id: '9000001' },
    disposition: 'blocked',
    category: 'intrusion-attempts',
    severity: 'high',
    ...change,
  };
}

function account(cellLimit = 1000): ChunkAccount {
  return new ChunkAccount(
    source,
    { name: '0.1', from: 100 },
    { cells: cellLimit, topListKeys: 1000, isHistory: false },
  );
}

describe('ChunkAccount', () => {
  it('counts an event once in each kind of row, in its own minute', () => {
    const chunk = account();
    chunk.counted(event({ time: minute + 59_999 }), location, minute);
    const { rows } = chunk.takeChanges();
    expect(rows.map(({ row }) => [row.kind, row.time, row.count])).toEqual([
      ['totals', minute, 1],
      ['categories', minute, 1],
      ['agencies', minute, 1],
      ['countries', minute, 1],
    ]);
  });

  it('hands out absolute counts under the same id with a rising version', () => {
    const chunk = account();
    chunk.counted(event(), location, minute);
    const [first] = chunk.takeChanges().rows;
    chunk.counted(event(), location, minute);
    const [second] = chunk.takeChanges().rows;
    expect(second?.id).toBe(first?.id);
    expect([first?.version, first?.row.count, second?.version, second?.row.count]).toEqual([101, 1, 102, 2]);
  });

  it('keeps totals exact beyond the limit of cells, in a visible overflow cell', () => {
    const chunk = account(2);
    for (const county of ['63000', '65000', '66000', '67000']) chunk.counted(event(), { ...location, county }, minute);
    const totals = chunk.takeChanges().rows.filter(({ row }) => row.kind === 'totals');
    expect(totals.map(({ row }) => [row.county, row.overflow ?? false, row.count])).toEqual([
      ['63000', false, 1],
      ['65000', false, 1],
      ['66000', true, 1],
      ['67000', true, 1],
    ]);
  });

  it('counts a record that stands for several events that often, and the offset once', () => {
    const chunk = account();
    chunk.counted(event({ count: 40 }), location, minute);
    chunk.counted(event(), location, minute);
    const { rows, ledger } = chunk.takeChanges();
    expect(rows.map(({ row }) => row.count)).toEqual([41, 41, 41, 41]);
    expect(ledger).toMatchObject({ counted: 2, events: 41, from: 100, to: 102 });
    expect(chunk.takeSketches().map(({ sketch, version }) => [sketch.events, version])).toEqual([[41, 102]]);
    expect([chunk.sketchesDirty, chunk.takeSketches()]).toEqual([false, []]);
  });

  it('marks what came late; a topic of old events has neither marks nor sketches, whose hours would have no bound', () => {
    const late = minute + 5 * 60_000;
    const [usual, history] = [false, true].map(
      (isHistory) => new ChunkAccount(source, { name: '0.1', from: 0 }, { cells: 10, topListKeys: 10, isHistory }),
    );
    for (const chunk of [usual, history]) chunk?.counted(event({ count: 3 }), location, late);
    const marked = usual?.takeChanges();
    expect(marked?.revisions.map(({ revision }) => [revision.time, revision.arrived, revision.count])).toEqual([
      [minute, late, 3],
    ]);
    expect(marked?.ledger.late).toBe(1);
    expect(history?.takeChanges()).toMatchObject({ revisions: [], ledger: { late: 0 } });
    expect(usual?.takeSketches()).toHaveLength(1);
    expect(history?.takeSketches()).toEqual([]);
  });

  it('has no row by agency for an event that is unlocated', () => {
    const chunk = account();
    chunk.counted(event(), { county: 'unlocated', direction: 'unlocated', sourceCountry: 'ZZ' }, minute);
    expect(chunk.takeChanges().rows.map(({ row }) => row.kind)).toEqual(['totals', 'categories', 'countries']);
  });

  it('names what is lost, from and to', () => {
    const chunk = account();
    chunk.lost(110);
    chunk.lost(120);
    chunk.ignored('stats');
    chunk.lost(130);
    const { ledger } = chunk.takeChanges();
    expect(ledger.lostRanges).toEqual([
      { from: 100, to: 120 },
      { from: 121, to: 130 },
    ]);
    expect(ledger.lost).toBe(29);
  });

  it('writes rows anew that rest on offsets which are gone, as zero where nothing is left', () => {
    const before = account();
    before.counted(event(), location, minute);
    before.counted(event(), { ...location, county: '65000' }, minute);
    const stored = before.takeChanges().rows;
    const again = account();
    again.restate({ rows: stored, revisions: [] });
    again.lost(108);
    again.counted(event(), location, minute);
    const totals = again.takeChanges().rows.filter(({ row }) => row.kind === 'totals');
    expect(totals.map(({ version, row }) => [row.county, row.count, version])).toEqual([
      ['63000', 1, 109],
      ['65000', 0, 109],
    ]);
    expect(again.takeChanges().rows).toEqual([]);
  });

  it('accounts for every offset, whatever comes in whatever order', () => {
    const steps = fc.array(fc.constantFrom('counted', 'duplicate', 'ignored', 'rejected', 'skipped', 'lost'));
    fc.assert(
      fc.property(steps, (list) => {
        const chunk = account();
        for (const step of list) take(chunk, step);
        const { ledger } = chunk.takeChanges();
        const { counted, duplicate, ignored, rejected, skipped, lost } = ledger;
        expect(counted + duplicate + ignored + rejected + skipped + lost).toBe(ledger.to - ledger.from);
      }),
    );
  });
});

function take(chunk: ChunkAccount, step: string): void {
  if (step === 'counted') chunk.counted(event(), location, minute);
  else if (step === 'duplicate') chunk.duplicate();
  else if (step === 'ignored') chunk.ignored('stats');
  else if (step === 'rejected') chunk.rejected('not-json');
  else if (step === 'skipped') chunk.skipped(chunk.to + 3);
  else chunk.lost(chunk.to + 2);
}
