import { QuotaBook, type QuotaParts } from './quota-book';

const NOON = Date.parse('2026-11-23T12:00:00+08:00');
const MIDNIGHT = Date.parse('2026-11-24T00:00:00+08:00');

function book(more: Partial<QuotaParts> = {}) {
  const clock = { now: NOON };
  const parts: QuotaParts = {
    quotaOf: (client) => (client === 'large' ? { requests: 1_000, bytes: 1_000_000 } : { requests: 10, bytes: 1_000 }),
    own: () => ({ requests: 6, bytes: 600 }),
    others: () => Promise.resolve({ requests: 0, bytes: 0 }),
    now: () => clock.now,
    ...more,
  };
  return { quotas: new QuotaBook(parts), clock };
}

describe('QuotaBook', () => {
  it('adds what other gateways gave, and says when it begins anew', async () => {
    expect(await book().quotas.judge('siem')).toBeUndefined();
    const others = () => Promise.resolve({ requests: 4, bytes: 0 });
    expect(await book({ others }).quotas.judge('siem')).toEqual({ of: 'requests', quota: 10, until: MIDNIGHT });
    expect(await book({ others }).quotas.judge('large')).toBeUndefined();
  });

  it('counts bytes as well', async () => {
    const own = () => ({ requests: 1, bytes: 1_000 });
    expect(await book({ own }).quotas.judge('siem')).toMatchObject({ of: 'bytes', quota: 1_000 });
  });

  it('asks what others gave since midnight in Taipei, and again after a while', async () => {
    const asked: number[] = [];
    let requests = 0;
    const others = (_client: string, since: number) => {
      asked.push(since);
      return Promise.resolve({ requests, bytes: 0 });
    };
    const { quotas, clock } = book({ others });
    await quotas.judge('siem');
    await quotas.judge('siem');
    expect(asked).toEqual([MIDNIGHT - 24 * 3_600_000]);
    requests = 4;
    clock.now += 10_000;
    await quotas.judge('siem');
    await new Promise(setImmediate);
    expect(await quotas.judge('siem')).toMatchObject({ of: 'requests' });
    clock.now = MIDNIGHT;
    requests = 0;
    expect(await quotas.judge('siem')).toBeUndefined();
    expect(asked.at(-1)).toBe(MIDNIGHT);
  });

  it('refuses nobody because the store is away', async () => {
    const others = () => Promise.reject(new Error('away'));
    expect(await book({ others }).quotas.judge('siem')).toBeUndefined();
  });
});
