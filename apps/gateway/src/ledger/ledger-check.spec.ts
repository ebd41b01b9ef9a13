import type { LogAdmin } from '@lianfang/platform/kafka';
import { ledgerRow, watermark } from '@lianfang/testing';
import { nextAlert } from '../alerts/alert-life';
import { FakeLedgerAudit } from './fake-ledger-audit';
import { LedgerCheck } from './ledger-check';

const TOPIC = 'threat-events';

/** A broker with one topic; `end` and `processed` by partition. */
function broker(partitions: readonly { end: number; processed?: number; epoch?: number }[]): LogAdmin {
  const admin: Pick<LogAdmin, 'topics' | 'bounds' | 'commits'> = {
    topics: async () => new Set([TOPIC]),
    bounds: async () => partitions.map(({ end }, partition) => ({ partition, start: 0, end })),
    commits: async () =>
      new Map(
        partitions.flatMap(({ processed, epoch = 1 }, partition) =>
          processed === undefined
            ? []
            : [[partition, { offset: 0, metadata: JSON.stringify({ epoch, chunk: '0.0', processed }) }] as const],
        ),
      ),
  };
  return admin as LogAdmin;
}

function check(audit: FakeLedgerAudit, admin: LogAdmin): LedgerCheck {
  return new LedgerCheck({ audit, admin, group: 'collector', every: 10_000 });
}

function audit(): FakeLedgerAudit {
  const made = new FakeLedgerAudit();
  made.marks.push(watermark({ processed: 10, logEnd: 10 }));
  made.ledger.push(ledgerRow({ to: 10, counted: 10 }));
  made.minutes.set(`${TOPIC}/1/0/0.0`, 10);
  return made;
}

describe('LedgerCheck', () => {
  it('puts both sides and their sum together', async () => {
    const { answer, observations } = await check(audit(), broker([{ end: 12, processed: 10 }])).run([], () => 77);
    expect(answer).toMatchObject({ checkedAt: 77, accounted: 10, processedOffsets: 10, pending: 2, balanced: true });
    expect(observations.map(({ fault }) => fault)).toEqual([null, null]);
  });

  it('shows a partition that nobody counts as pending', async () => {
    const { answer } = await check(audit(), broker([{ end: 10, processed: 10 }, { end: 40 }])).run([], () => 77);
    expect(answer).toMatchObject({ pending: 40, balanced: true });
    expect(answer.sources[1]).toMatchObject({ source: { topic: TOPIC, epoch: 1, partition: 1 }, pending: 40 });
  });

  it('holds an epoch that is past against what was stored last, not against the new topic', async () => {
    const made = audit();
    made.marks.push(watermark({ epoch: 2, processed: 3, logEnd: 3 }));
    made.ledger.push(ledgerRow({ epoch: 2, to: 3, counted: 3 }));
    made.minutes.set(`${TOPIC}/2/0/0.0`, 3);
    const { answer } = await check(made, broker([{ end: 3, processed: 3, epoch: 2 }])).run([], () => 77);
    expect(answer.sources.map(({ source, state, balanced }) => [source.epoch, state, balanced])).toEqual([
      [2, 'current', true],
      [1, 'past', true],
    ]);
  });

  it('compares the chunks that an open alert names, whatever else it comes to', async () => {
    const made = audit();
    for (let index = 1; index < 80; index += 1) {
      made.ledger.push(ledgerRow({ chunk: `0.${index}`, from: index * 10, to: index * 10 + 10, counted: 10 }));
      made.minutes.set(`${TOPIC}/1/0/0.${index}`, 10);
    }
    made.minutes.set(`${TOPIC}/1/0/0.50`, 9);
    const fault = { events: 10, minutes: 9, difference: -1, chunks: '0.50' };
    const source = { topic: TOPIC, epoch: 1, partition: 0 };
    const open = nextAlert(undefined, { kind: 'ledger-minutes', source, at: 1, fault });
    const admin = broker([{ end: 800, processed: 800 }]);
    const { observations } = await check(made, admin).run(open ? [open] : [], () => 77);
    expect(observations.find(({ kind }) => kind === 'ledger-minutes')?.fault).toMatchObject({ difference: -1 });
  });

  it('leaves the demonstration out: no log stands behind it', async () => {
    const made = audit();
    made.marks.push(watermark({ topic: 'demonstration', processed: 0, logEnd: 0 }));
    const { answer } = await check(made, broker([{ end: 10, processed: 10 }])).run([], () => 77);
    expect(answer.sources).toHaveLength(1);
  });
});
