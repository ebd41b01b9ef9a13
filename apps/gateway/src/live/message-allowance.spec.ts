import { MessageAllowance } from './message-allowance';

/** How many of so many messages are taken, one each `everyMs`. */
function taken(count: number, everyMs: number): number {
  const allowance = new MessageAllowance(0);
  return Array.from({ length: count }, (_, at) => allowance.take(at * everyMs)).filter(Boolean).length;
}

describe('MessageAllowance', () => {
  it('takes sixty messages at once, and no more', () => {
    expect(taken(100, 0)).toBe(60);
  });

  it('takes twenty a second for ever', () => {
    expect(taken(5_000, 50)).toBe(5_000);
  });

  it('ends who says more for long', () => {
    // Each second brings forty and gives twenty back.
    expect(taken(5_000, 25)).toBeLessThan(130);
  });

  it('stays over once it is over, and gives nobody more than sixty for a long silence', () => {
    const over = new MessageAllowance(0);
    const take = (at: number, count: number): number =>
      Array.from({ length: count }, () => over.take(at)).filter(Boolean).length;
    expect(take(3_600_000, 60)).toBe(60);
    expect([take(3_600_000, 1), take(7_200_000, 1)]).toEqual([0, 0]);
  });
});
