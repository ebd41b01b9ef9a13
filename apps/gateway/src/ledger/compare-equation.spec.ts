import { watermark } from '@lianfang/testing';
import type { AuditedSum } from '@lianfang/store';
import { compareEquation, type EquationFacts } from './compare-equation';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const NONE = { counted: 0, duplicate: 0, ignored: 0, rejected: 0, skipped: 0, lost: 0 };

function facts(change: Partial<EquationFacts> = {}, sum: Partial<AuditedSum> = {}): EquationFacts {
  return {
    watermark: watermark({ start: 0, processed: 100, logEnd: 100 }),
    committed: 100,
    sum: { source, classes: { ...NONE, counted: 100 }, events: 100, late: 0, chunks: 2, from: 0, to: 100, ...sum },
    bounds: { partition: 0, start: 0, end: 150 },
    ...change,
  };
}

describe('compareEquation', () => {
  it('holds when the classes add up to what was processed', () => {
    expect(compareEquation(facts())).toMatchObject({
      accounted: 100,
      processedOffsets: 100,
      difference: 0,
      pending: 50,
    });
  });

  it('takes rows that are ahead of the commit as processed: a flush is under way', () => {
    expect(compareEquation(facts({}, { classes: { ...NONE, counted: 120 }, to: 120 }))).toMatchObject({
      processed: 120,
      difference: 0,
      pending: 30,
    });
  });

  it('sees a class that was changed, whatever the rows say of their reach', () => {
    expect(compareEquation(facts({}, { classes: { ...NONE, counted: 93 } })).difference).toBe(-7);
    expect(compareEquation(facts({}, { classes: { ...NONE, counted: 105 } })).difference).toBe(5);
  });

  it('sees rows that are gone, the last ones too', () => {
    expect(compareEquation(facts({}, { classes: { ...NONE, counted: 60 }, to: 60 })).difference).toBe(-40);
    expect(compareEquation(facts({ sum: undefined })).difference).toBe(-100);
  });

  it('sees rows that reach beyond the log', () => {
    const beyond = facts(
      { bounds: { partition: 0, start: 0, end: 100 } },
      { classes: { ...NONE, counted: 110 }, to: 110 },
    );
    expect(compareEquation(beyond).difference).toBe(10);
  });

  it('goes by the watermark where the broker knows nothing of the epoch', () => {
    expect(compareEquation(facts({ bounds: undefined, committed: undefined }))).toMatchObject({
      processed: 100,
      logEnd: 100,
      difference: 0,
    });
  });

  it('counts lost offsets as accounted, and a partition that nobody has begun as pending', () => {
    const lost = facts({}, { classes: { ...NONE, counted: 60, lost: 40 } });
    expect(compareEquation(lost)).toMatchObject({ accounted: 100, difference: 0 });
    const { watermark: _mark, ...unseen } = facts({ committed: undefined, sum: undefined });
    expect(
      compareEquation({ ...unseen, watermark: undefined, bounds: { partition: 3, start: 7, end: 20 } }),
    ).toMatchObject({ start: 7, processed: 7, pending: 13, difference: 0 });
  });
});
