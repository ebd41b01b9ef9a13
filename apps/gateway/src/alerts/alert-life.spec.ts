import { nextAlert, type Observation } from './alert-life';

const source = { topic: 'threat-events', epoch: 1, partition: 2 };
const seen = (at: number, fault: Observation['fault'] = { difference: -7 }): Observation => ({
  kind: 'ledger-equation',
  source,
  at,
  fault,
});

describe('nextAlert', () => {
  const opened = nextAlert(undefined, seen(10_000));

  it('opens one of which every gateway would write the same, for the centre only', () => {
    expect(opened).toMatchObject({
      id: 'ledger-equation/threat-events/1/2',
      county: 'centre',
      opened: 10_000,
      lastSeen: 10_000,
      closed: null,
      times: 1,
    });
  });

  it('keeps it open, and leaves it when another gateway was just there', () => {
    expect(nextAlert(opened, seen(20_000, { difference: -8 }))).toMatchObject({
      opened: 10_000,
      lastSeen: 20_000,
      figures: { difference: -8 },
    });
    expect(nextAlert(opened, seen(10_500))).toBeUndefined();
  });

  it('closes it when the reason is gone, once', () => {
    const closed = nextAlert(opened, seen(30_000, null));
    expect(closed).toMatchObject({ closed: 30_000, lastSeen: 10_000 });
    expect(nextAlert(closed, seen(40_000, null))).toBeUndefined();
    expect(nextAlert(undefined, seen(40_000, null))).toBeUndefined();
  });

  it('opens it again when the reason comes back', () => {
    const closed = nextAlert(opened, seen(30_000, null));
    expect(nextAlert(closed, seen(50_000))).toMatchObject({ opened: 50_000, closed: null, times: 2 });
  });
});
