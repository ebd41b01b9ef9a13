import type { SystemAlert } from '@lianfang/contract';
import { eventually } from '@lianfang/testing';
import { AuditCheck, type CheckedChain } from './audit-check';

const FAULT = { kind: 'missing', from: 3, to: 4 } as const;

function checking(found: readonly Omit<CheckedChain, 'at'>[], every = 10) {
  const alerts: SystemAlert[] = [];
  let asked = 0;
  const check = new AuditCheck({
    topic: 'audit',
    verify: async () => {
      const next = found[Math.min(asked, found.length - 1)];
      asked += 1;
      if (!next) throw new Error('away');
      return next;
    },
    alerts: {
      change: async (_id, next) => {
        const changed = next(alerts.at(-1));
        if (changed) alerts.push(changed);
        return changed;
      },
    },
    log: { log: () => undefined, warn: () => undefined, error: () => undefined },
    every,
    now: () => 1_000_000 + asked * 10_000,
  });
  return { check, alerts, asked: () => asked };
}

describe('AuditCheck', () => {
  it('opens an alert that says what is wrong, and closes it when it is mended', async () => {
    const { check, alerts } = checking([
      { entries: 5, faults: [FAULT] },
      { entries: 5, faults: [] },
    ]);
    await check.run();
    expect(alerts).toMatchObject([
      { kind: 'audit-chain', closed: null, figures: { faults: 1, first: 'missing', from: 3, to: 4 } },
    ]);
    await check.run();
    expect(alerts.at(-1)).toMatchObject({ closed: expect.any(Number) as number });
    expect(check.latest).toMatchObject({ faults: [] });
  });

  it('goes on after it could not look, and does not take that for whole', async () => {
    const { check, asked } = checking([]);
    check.start();
    await eventually(() => asked() >= 3, { because: 'it is tried again' });
    expect(check.latest).toBeUndefined();
    await check.stop();
  });
});
