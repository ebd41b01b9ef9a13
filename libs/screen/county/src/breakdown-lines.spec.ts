import type { BreakdownAnswer } from '@lianfang/contract';
import { breakdownLines } from './breakdown-lines';

const NONE = { blocked: 0, allowed: 0, detected: 0 };
const WORDS = {
  label: (key: string): string => key.toUpperCase(),
  others: (keys: number): string => `${keys} others`,
  unassigned: 'none',
  overflow: 'overflow',
};

function answer(more: Partial<BreakdownAnswer>): BreakdownAnswer {
  return {
    by: 'agency',
    kind: 'agencies',
    county: '66000',
    timeZone: 'Asia/Taipei',
    from: '2026-11-22T00:00:00Z',
    to: '2026-11-22T14:00:00Z',
    items: [],
    others: { ...NONE, keys: 0 },
    untold: { blocked: 0, allowed: 0, detected: 0 },
    overflow: NONE,
    unassigned: NONE,
    total: NONE,
    rows: { minute: 0, hour: 0, day: 0 },
    freshness: { state: 'live', asOf: 0, pending: 0 },
    ...more,
  };
}

describe('the lines of a breakdown', () => {
  it('hold every event once, and measure themselves against the largest', () => {
    const total = { blocked: 116, allowed: 4, detected: 1 };
    const lines = breakdownLines(
      answer({
        items: [
          { key: 'a', blocked: 78, allowed: 2, detected: 0 },
          { key: 'b', blocked: 20, allowed: 0, detected: 0 },
        ],
        others: { blocked: 10, allowed: 2, detected: 0, keys: 3 },
        unassigned: { blocked: 8, allowed: 0, detected: 1 },
        total,
      }),
      WORDS,
    );
    expect(lines.map(({ label, total: events, allowed, width }) => [label, events, allowed, width])).toEqual([
      ['A', 80, 2, 100],
      ['B', 20, 0, 25],
      ['3 others', 12, 2, 0],
      ['none', 9, 0, 0],
    ]);
    expect(lines.reduce((sum, line) => sum + line.total, 0)).toBe(121);
  });

  it('are none where there is nothing', () => {
    expect(breakdownLines(answer({}), WORDS)).toEqual([]);
  });
});
