import { CENTRE_ONLY } from '@lianfang/contract';
import type { BreakdownQuestion, BreakdownReading } from '@lianfang/store';
import { BreakdownDesk, type BreakdownSource } from './breakdown-desk';
import { QuestionGate } from './question-gate';

const freshness = { state: 'live', asOf: 0, pending: 0 } as const;
const rows = { minute: 0, hour: 0, day: 31 };
const of = (blocked: number, allowed = 0) => ({ blocked, allowed, detected: 0 });
const month = { from: '2028-02-01T00:00:00+08:00', to: '2028-03-01T00:00:00+08:00', by: 'category' };
const READING: BreakdownReading = {
  byKey: new Map([
    ['fraud', of(1)],
    ['intrusions', of(3, 4)],
    ['availability', of(2)],
    ['test', of(0)],
  ]),
  overflow: of(5),
  total: of(20, 4),
  untold: of(2),
  rows,
};

function desk(change: Partial<BreakdownSource> = {}): { desk: BreakdownDesk; asked: BreakdownQuestion[] } {
  const asked: BreakdownQuestion[] = [];
  const source: BreakdownSource = {
    read: async (question) => {
      asked.push(question);
      return READING;
    },
    dropped: async () => [],
    openPeriods: () => [],
    freshness: () => freshness,
    isCounty: (code) => code === '63000',
    gate: new QuestionGate(),
    ...change,
  };
  return { desk: new BreakdownDesk(source), asked };
}

describe('BreakdownDesk', () => {
  it('names the most frequent keys, and says what the rest of the total is', async () => {
    expect(await desk().desk.answer({ ...month, limit: '2' }, CENTRE_ONLY)).toEqual({
      by: 'category',
      kind: 'categories',
      county: null,
      timeZone: 'Asia/Taipei',
      from: '2028-01-31T16:00:00.000Z',
      to: '2028-02-29T16:00:00.000Z',
      items: [
        { key: 'intrusions', ...of(3, 4) },
        { key: 'availability', ...of(2) },
      ],
      others: { keys: 1, ...of(1) },
      overflow: of(5),
      unassigned: of(9),
      untold: of(2),
      total: of(20, 4),
      rows,
      freshness,
    });
  });

  it('reads a Taipei month from days, and passes the county to every read', async () => {
    const { desk: it, asked } = desk();
    await it.answer({ ...month, county: '63000' }, CENTRE_ONLY);
    const cut = { days: [{ from: Date.parse(month.from), to: Date.parse(month.to) }], hours: [], minutes: [] };
    expect(asked).toEqual([{ by: 'category', kind: 'categories', filters: {}, cut, open: [], county: '63000' }]);
  });

  it('keeps the overflow out of the sums where there are filters, which can judge none of it', async () => {
    const { desk: it, asked } = desk();
    const answer = await it.answer({ ...month, direction: 'inbound', severity: 'high,critical' }, CENTRE_ONLY);
    expect(asked[0]?.filters).toEqual({ direction: ['inbound'], severity: ['high', 'critical'] });
    expect(answer).toMatchObject({ overflow: of(5), unassigned: of(14), total: of(20, 4) });
  });

  it('has it in the sums beside a filter by disposition, which is known of it', async () => {
    const answer = await desk().desk.answer({ ...month, disposition: 'blocked' }, CENTRE_ONLY);
    expect(answer).toMatchObject({ overflow: of(5), unassigned: of(9), total: of(20, 4) });
  });

  it('never has less than nothing left: keys that were seen a moment before the total raise it', async () => {
    const { desk: it } = desk({ read: async () => ({ ...READING, total: of(10, 4) }) });
    expect(await it.answer(month, CENTRE_ONLY)).toMatchObject({ unassigned: of(0), total: of(11, 4) });
  });

  it('says of a county that is not there what it says of any other', async () => {
    await expect(desk().desk.answer({ ...month, county: '99999' }, CENTRE_ONLY)).rejects.toThrow(
      'There is no such county.',
    );
    await expect(desk().desk.answer({ ...month, county: 'unlocated' }, CENTRE_ONLY)).resolves.toMatchObject({
      county: 'unlocated',
    });
  });

  it('refuses a range of which minutes are no longer kept, and says how to ask', async () => {
    const dropped: BreakdownSource['dropped'] = async (tier) => (tier === 'minute' ? [{ from: 0, to: 60_000 }] : []);
    const { desk: it } = desk({ dropped });
    await expect(it.answer({ ...month, from: '2028-02-01T00:01:00+08:00' }, CENTRE_ONLY)).rejects.toThrow(
      /by whole hours/,
    );
    await expect(it.answer(month, CENTRE_ONLY)).resolves.toMatchObject({ by: 'category' });
  });

  it.each([
    [{ ...month, by: 'source' }, /by/],
    [{ ...month, agency: 'x', severity: 'high' }, /Leave out `agency` or `severity`/],
    [{ ...month, to: month.from }, /`from` must be before `to`/],
    [{ ...month, from: '2027-02-01T00:00:00+08:00' }, /one year at most/],
    [{ ...month, limit: '0' }, /limit/],
    [{ ...month, county: ['63000'] }, /county/],
  ])('refuses %j', async (query, reason) => {
    await expect(desk().desk.answer(query, CENTRE_ONLY)).rejects.toThrow(reason);
  });
});
