import type { Client } from '@elastic/elasticsearch';
import { CENTRE_ONLY, indexNames } from '@lianfang/contract';
import { readSteadily, type HourHistory } from '@lianfang/store';
import { assembleRangeDesks } from './assemble-range-desks';
import { QuestionGate } from './question-gate';

describe('the desks of time ranges, joined with the store', () => {
  it('count again where a rebuild was put in place while rows were counted', async () => {
    let generation = 1;
    let counted = 0;
    const count = async () => {
      counted += 1;
      if (counted > 1) return { count: 2_000_000 };
      generation = 2;
      throw new Error('index_not_found_exception');
    };
    const desks = assembleRangeDesks({
      client: { count } as unknown as Client,
      names: indexNames('t'),
      history: {} as HourHistory,
      steadily: (read, signal) => readSteadily(async () => generation, read, signal),
      dropped: async () => [],
      openPeriods: () => [],
      freshness: () => ({ state: 'live', asOf: 0, pending: 0 }),
      isCounty: () => true,
      counties: () => [],
      gate: new QuestionGate(),
    });
    const question = { from: '2026-11-22T10:00:00+08:00', to: '2026-11-22T12:00:00+08:00', interval: 'minute' };
    await expect(desks.seriesDesk.answer(question, CENTRE_ONLY)).rejects.toThrow(/2000000 rows/);
  });
});
