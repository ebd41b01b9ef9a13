import type { SeedResult } from './run/run-seed';
import { summaryOf, tableOf } from './summary';

const NONE = { lost: 0, doubled: 0, unexplained: 0, examples: [] };

function seed(peer: SeedResult['peer']): SeedResult {
  const figures = { records: [], rows: [], recoverySeconds: [1, 5, 2], peakRssMb: 300, seconds: {} };
  return { seed: 1, scenario: 'F1', ours: NONE, peer, ...figures };
}

describe('the last line of a run', () => {
  it('sums what both sides got wrong', () => {
    const summary = summaryOf([seed({ ...NONE, lost: 3 }), seed({ ...NONE, lost: 4, doubled: 1 })]);
    expect(summary.peer).toEqual({ lost: 7, doubled: 1, unexplained: 0 });
    expect(summary.ours.recoverySeconds).toEqual({ F1: { median: 2, max: 5 } });
  });

  it('claims nothing of a peer that did not run', () => {
    expect(summaryOf([seed(undefined)]).peer).toBeNull();
    expect(tableOf([seed(undefined)])).toMatch(/- +- +-\n$/);
  });
});
