import { ledgerRow } from '@lianfang/testing';
import { FakeLedgerAudit } from './fake-ledger-audit';
import { addNames, LedgerBreakdown, type Breakdown } from './ledger-breakdown';

function chunk(index: number, lost = 0) {
  return ledgerRow({
    chunk: `0.${index}`,
    from: index * 10,
    to: index * 10 + 10,
    counted: 5 - lost,
    ignored: 3,
    rejected: 2,
    lost,
    ignoredByKind: { stats: 3 },
    rejectedByCode: { 'not-json': 1, 'too-late': 1 },
  });
}

async function read(breakdown: LedgerBreakdown, audit: FakeLedgerAudit): Promise<Breakdown | undefined> {
  const [sum] = await audit.sums();
  return sum && breakdown.of(sum);
}

describe('LedgerBreakdown', () => {
  it('adds kinds and codes up, reading finished chunks once', async () => {
    const audit = new FakeLedgerAudit();
    for (let index = 0; index < 30; index += 1) audit.ledger.push(chunk(index));
    const breakdown = new LedgerBreakdown(audit);
    expect(await read(breakdown, audit)).toMatchObject({
      ignoredByKind: { stats: 90 },
      rejectedByCode: { 'not-json': 30, 'too-late': 30 },
    });
    audit.ledger.push(chunk(30));
    expect(await read(breakdown, audit)).toMatchObject({ ignoredByKind: { stats: 93 } });
  });

  it('remembers nothing of what a rebuild replaced', async () => {
    const audit = new FakeLedgerAudit();
    for (let index = 0; index < 30; index += 1) audit.ledger.push(chunk(index));
    const breakdown = new LedgerBreakdown(audit);
    await read(breakdown, audit);
    audit.ledger[0] = { ...chunk(0), counted: 7, rejected: 0, rejectedByCode: {} };
    breakdown.useFor(2);
    expect(await read(breakdown, audit)).toMatchObject({ rejectedByCode: { 'not-json': 29, 'too-late': 29 } });
  });

  it('reads anew when what is stored is more than it remembers', async () => {
    const audit = new FakeLedgerAudit();
    for (let index = 0; index < 30; index += 1) audit.ledger.push(chunk(index));
    const breakdown = new LedgerBreakdown(audit);
    await read(breakdown, audit);
    audit.ledger.splice(2, 1, ledgerRow({ ...chunk(2), ignored: 5, ignoredByKind: { stats: 3, dns: 2 } }));
    expect(await read(breakdown, audit)).toMatchObject({ ignoredByKind: { stats: 90, dns: 2 } });
  });

  it('names what was lost as closely as the rows do', async () => {
    const audit = new FakeLedgerAudit();
    audit.ledger.push(chunk(0, 2), ledgerRow({ ...chunk(1, 2), lostRanges: [{ from: 11, to: 13 }] }), chunk(2));
    expect(await read(new LedgerBreakdown(audit), audit)).toMatchObject({
      lostRanges: [
        { from: 0, to: 10, lost: 2 },
        { from: 11, to: 13, lost: 2 },
      ],
    });
  });
});

it('keeps sums exact when there are more names than it takes', () => {
  const names = Object.fromEntries(Array.from({ length: 200 }, (_unused, index) => [`kind-${index}`, 1]));
  const hostile = JSON.parse('{"__proto__": 3, "constructor": 1}') as Record<string, number>;
  const sums = addNames({}, [names, hostile]);
  expect(Object.keys(sums).length).toBeLessThanOrEqual(65);
  expect(Object.values(sums).reduce((sum, count) => sum + count, 0)).toBe(204);
});
