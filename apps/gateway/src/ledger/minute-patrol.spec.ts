import { ledgerRow } from '@lianfang/testing';
import { FakeLedgerAudit } from './fake-ledger-audit';
import { MinutePatrol, type PatrolOrder } from './minute-patrol';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const CHUNKS = 60;
const HOUR = 3_600_000;

/** Sixty chunks of ten events each, and minute rows that fit. */
function audit(): FakeLedgerAudit {
  const made = new FakeLedgerAudit();
  for (let index = 0; index < CHUNKS; index += 1) {
    made.ledger.push(ledgerRow({ chunk: `0.${index}`, from: index * 10, to: index * 10 + 10, counted: 10 }));
    made.minutes.set(`threat-events/1/0/0.${index}`, 10);
  }
  return made;
}

function order(suspects: readonly string[] = [], idle = false): PatrolOrder {
  return { source, suspects, isIdle: async () => idle };
}

describe('MinutePatrol', () => {
  it('finds nothing where rows and ledger agree, and says how far it has come', async () => {
    const patrol = new MinutePatrol(audit());
    expect(await patrol.walk(order(), CHUNKS)).toEqual({ differences: [], compared: 16 });
    for (let round = 0; round < 3; round += 1) await patrol.walk(order(), CHUNKS);
    expect(await patrol.walk(order(), CHUNKS)).toEqual({ differences: [], compared: CHUNKS });
  });

  it('finds a row that is gone from an old chunk when it comes round', async () => {
    const made = audit();
    const patrol = new MinutePatrol(made);
    made.minutes.set('threat-events/1/0/0.40', 7);
    const found = [];
    for (let round = 0; round < 4; round += 1) found.push(...(await patrol.walk(order(), CHUNKS)).differences);
    expect(found).toEqual([{ chunk: '0.40', events: 10, minutes: 7 }]);
  });

  it('compares suspects in every round', async () => {
    const made = audit();
    made.minutes.delete('threat-events/1/0/0.40');
    const patrol = new MinutePatrol(made);
    const { differences } = await patrol.walk(order(['0.40', '0.99']), CHUNKS);
    expect(differences).toEqual([{ chunk: '0.40', events: 10, minutes: 0 }]);
  });

  it('lets rows of the open chunk be ahead while there is something to process, and only those', async () => {
    const made = audit();
    made.minutes.set('threat-events/1/0/0.59', 12);
    expect((await new MinutePatrol(made).walk(order(), CHUNKS)).differences).toEqual([]);
    expect((await new MinutePatrol(made).walk(order([], true), CHUNKS)).differences).toHaveLength(1);
    made.minutes.set('threat-events/1/0/0.59', 8);
    expect((await new MinutePatrol(made).walk(order(), CHUNKS)).differences).toHaveLength(1);
    made.minutes.set('threat-events/1/0/0.59', 10).set('threat-events/1/0/0.58', 12);
    expect((await new MinutePatrol(made).walk(order(), CHUNKS)).differences).toHaveLength(1);
  });

  it('compares events, not records, where a record stands for several', async () => {
    const made = audit();
    made.ledger.splice(59, 1, ledgerRow({ chunk: '0.59', from: 590, to: 600, counted: 10, events: 25 }));
    made.minutes.set('threat-events/1/0/0.59', 25);
    expect((await new MinutePatrol(made).walk(order(), CHUNKS)).differences).toEqual([]);
  });

  it('leaves chunks alone whose minute rows retention has dropped, and only those', async () => {
    const made = audit();
    const [hour = 0] = made.ledger[0]?.hours ?? [];
    made.ledger.splice(59, 1, ledgerRow({ chunk: '0.59', from: 590, to: 600, hours: [hour, hour + 3 * HOUR] }));
    made.ledger.splice(58, 1, ledgerRow({ chunk: '0.58', from: 580, to: 590, hours: [hour + 3 * HOUR] }));
    made.minutes.clear();
    made.dropped.push({ from: hour, to: hour + 2 * HOUR });
    const patrol = new MinutePatrol(made);
    const found = [];
    for (let round = 0; round < 4; round += 1) found.push(...(await patrol.walk(order(), CHUNKS)).differences);
    expect(new Set(found.map(({ chunk }) => chunk))).toEqual(new Set(['0.58']));
    expect((await patrol.walk(order(), CHUNKS)).compared).toBe(1);
  });

  it('takes nothing for missing that is dropped while it looks', async () => {
    const made = audit();
    const [hour = 0] = made.ledger[0]?.hours ?? [];
    const { minuteSums } = made;
    made.minuteSums = async (of, chunks) => {
      made.dropped.push({ from: hour, to: hour + HOUR });
      made.minutes.clear();
      return minuteSums(of, chunks);
    };
    expect((await new MinutePatrol(made).walk(order(), CHUNKS)).differences).toEqual([]);
  });
});
