import type { TransmissionCount } from '@lianfang/contract';
import { HOUR_MS } from '@lianfang/views';
import { TransmissionBook, type Sent } from './transmission-book';
import { TransmissionKeeper } from './transmission-keeper';

const HOUR = Date.parse('2026-11-23T08:00:00Z');
const answer: Sent = {
  client: 'siem',
  county: '63000',
  dataset: 'GET /api/v1/series',
  result: 'ok',
  records: 24,
  bytes: 900,
};

describe('TransmissionBook', () => {
  it('adds up by hour, program, dataset and result', () => {
    const book = new TransmissionBook('run');
    book.note(answer, HOUR + 1);
    book.note({ ...answer, records: 1, bytes: 100 }, HOUR + HOUR_MS - 1);
    book.note({ ...answer, result: 'refused', records: 0, bytes: 50 }, HOUR + 2);
    book.note(answer, HOUR + HOUR_MS);
    expect(
      book.unstored().map(({ hour, result, requests, records, bytes }) => [hour, result, requests, records, bytes]),
    ).toEqual([
      [HOUR, 'ok', 2, 25, 1_000],
      [HOUR, 'refused', 1, 0, 50],
      [HOUR + HOUR_MS, 'ok', 1, 24, 900],
    ]);
  });

  it('says again what was not stored, and what has grown since', () => {
    const book = new TransmissionBook('run');
    book.note(answer, HOUR);
    expect(book.unstored()).toEqual(book.unstored());
    const written = book.unstored();
    book.note(answer, HOUR);
    book.noteStored(written, HOUR);
    expect(book.unstored()).toMatchObject([{ requests: 2, records: 48 }]);
    book.noteStored(book.unstored(), HOUR);
    expect(book.unstored()).toEqual([]);
  });

  it('goes on with an hour that is stored, and lets it go when it is over', () => {
    const book = new TransmissionBook('run');
    book.note(answer, HOUR);
    book.noteStored(book.unstored(), HOUR + 1);
    book.note(answer, HOUR + 2);
    expect(book.unstored()).toMatchObject([{ requests: 2 }]);
    book.noteStored(book.unstored(), HOUR + HOUR_MS);
    book.note(answer, HOUR + HOUR_MS);
    expect(book.unstored()).toMatchObject([{ hour: HOUR + HOUR_MS, requests: 1 }]);
  });

  it('is bounded, and its totals stay exact', () => {
    const book = new TransmissionBook('run', 3);
    for (let client = 0; client < 50; client += 1) book.note({ ...answer, client: `c${client}` }, HOUR);
    const lines = book.unstored();
    expect(lines).toHaveLength(4);
    expect(lines.reduce((sum, { requests }) => sum + requests, 0)).toBe(50);
    expect(lines.at(-1)).toMatchObject({ client: '(others)', county: '63000', requests: 47 });
  });

  it('knows what a program used in a day of Taipei, without what a limit refused', () => {
    const book = new TransmissionBook('run');
    const midnight = Date.parse('2026-11-24T00:00:00+08:00');
    book.note(answer, midnight - 1);
    book.note({ ...answer, result: 'limited' }, midnight - 1);
    expect(book.usedOn('siem', midnight - 1)).toMatchObject({ requests: 1, bytes: 900 });
    expect(book.usedOn('siem', midnight)).toMatchObject({ requests: 0, bytes: 0 });
  });
});

describe('TransmissionKeeper', () => {
  /** A store that is away for its first writes, as documents by id. */
  function storeAway(times: number) {
    const documents = new Map<string, TransmissionCount>();
    let calls = 0;
    return {
      documents,
      store: {
        write: (counts: readonly TransmissionCount[]) => {
          calls += 1;
          // It has taken them and the answer was lost, which is worse than not having taken them.
          for (const each of counts) documents.set(`${each.run}${each.hour}${each.dataset}${each.result}`, each);
          return calls <= times ? Promise.reject(new Error('away')) : Promise.resolve();
        },
        forget: () => Promise.resolve(),
      },
      sum: () => [...documents.values()].reduce((sum, { requests }) => sum + requests, 0),
    };
  }

  it('writes again what a store that was away did not acknowledge, and counts nothing twice', async () => {
    const { store, sum } = storeAway(3);
    const book = new TransmissionBook('run');
    const said: string[] = [];
    const log = { log: (text: string) => said.push(text), warn: (text: string) => said.push(text) };
    const keeper = new TransmissionKeeper({ book, store, keepMs: 1, log, now: () => HOUR, every: 1 });
    keeper.start();
    book.note(answer, HOUR);
    book.note(answer, HOUR);
    const until = Date.now() + 10_000;
    while (book.unstored().length > 0 && Date.now() < until) await new Promise(setImmediate);
    book.note(answer, HOUR);
    await keeper.stop();
    expect(sum()).toBe(3);
    expect(said).toEqual([expect.stringContaining('not stored yet'), expect.stringContaining('stored again')]);
  });
});
