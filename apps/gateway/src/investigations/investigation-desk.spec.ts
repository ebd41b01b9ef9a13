import { isSealed, type Principal } from '@lianfang/access';
import type { Investigation } from '@lianfang/contract';
import type { InvestigationStore } from '@lianfang/store';
import { AuditAwayError } from '../audit/audit-log';
import { FakeAuditLog } from '../audit/fake-audit-log';
import { InvestigationBook } from './investigation-book';
import { InvestigationDesk } from './investigation-desk';

const DAY = 86_400_000;
const ORDER = { county: '63000', reason: '疑似外洩帳號 leaked accounts' };

function person(subject: string, ...roles: Principal['roles']): Principal {
  return { kind: 'person', subject, name: subject, roles, county: undefined, agency: undefined, assurance: undefined };
}
const LEAD = { principal: person('lead', 'central-lead'), requestId: 'r1' };
const BOTH = { principal: person('lead', 'central-lead', 'auditor'), requestId: 'r2' };
const AUDITOR = { principal: person('auditor', 'auditor'), requestId: 'r3' };
const ANALYST = person('analyst', 'central-analyst');

class House {
  now = Date.UTC(2026, 10, 23);
  searches = 0;
  isAway = false;
  readonly documents = new Map<string, Investigation>();
  readonly audit = new FakeAuditLog();
  readonly store: InvestigationStore = {
    find: (id) => Promise.resolve(this.documents.get(id)),
    change: async (id, next) => {
      await Promise.resolve();
      const wanted = next(this.documents.get(id));
      if (wanted) this.documents.set(id, wanted);
      return wanted;
    },
    page: () => Promise.resolve({ items: [...this.documents.values()], cursor: null }),
    countSealed: (now) => Promise.resolve([...this.documents.values()].filter((one) => isSealed(one, now)).length),
    opened: (now) => {
      this.searches += 1;
      if (this.isAway) return Promise.reject(new Error('Elasticsearch is away'));
      const opened = [...this.documents.values()].filter((one) => !isSealed(one, now));
      return Promise.resolve(opened.map(({ id }) => id));
    },
  };
  readonly book = new InvestigationBook({ store: this.store, now: () => this.now });
  readonly desk = new InvestigationDesk({
    store: this.store,
    book: this.book,
    audit: this.audit,
    isCounty: (code) => code === '63000',
    now: () => this.now,
  });
}

describe('sealed investigations', () => {
  it('are asked for, approved by somebody else, looked under, and ended', async () => {
    const house = new House();
    const { id, state, may, until } = await house.desk.ask(ORDER, LEAD);
    expect([state, may, until]).toEqual(['asked', [], house.now + 90 * DAY]);
    expect(await house.book.isInForce(id, '63000', ANALYST)).toBe(false);
    expect(await house.book.opened()).toEqual([]);
    expect((await house.desk.decide(id, { decision: 'approve' }, AUDITOR)).state).toBe('approved');
    expect(await house.book.isInForce(id, '63000', ANALYST)).toBe(true);
    expect((await house.desk.end(id, {}, LEAD)).openedAt).toBe(house.now);
    expect(await house.book.isInForce(id, '63000', ANALYST)).toBe(false);
    expect(await house.book.opened()).toEqual([id]);
  });

  it('end after 90 days whatever a document says', async () => {
    const house = new House();
    const { id } = await house.desk.ask(ORDER, LEAD);
    await house.desk.decide(id, { decision: 'approve' }, AUDITOR);
    const forged = house.documents.get(id) as Investigation;
    house.documents.set(id, { ...forged, until: house.now + 9_000 * DAY, sealedUntil: house.now + 9_000 * DAY });
    house.now += 90 * DAY;
    expect(await house.book.isInForce(id, '63000', ANALYST)).toBe(false);
    expect(await house.book.opened()).toEqual([id]);
  });

  it('are in the audit of their county, each step before it is taken', async () => {
    const house = new House();
    const { id } = await house.desk.ask(ORDER, LEAD);
    await house.desk.decide(id, { decision: 'refuse', reason: 'not needed' }, AUDITOR);
    const entry = { action: 'changed', county: '63000', investigation: id };
    const path = '/api/v1/investigations';
    expect(house.audit.deeds).toMatchObject([
      { ...entry, what: `POST ${path}`, thing: id, purpose: ORDER.reason, principal: { subject: 'lead' } },
      { ...entry, what: `POST ${path}/{id}/decision`, thing: `${id}/refuse`, purpose: 'not needed', requestId: 'r3' },
    ]);
    house.audit.isAway = true;
    await expect(house.desk.ask(ORDER, LEAD)).rejects.toThrow(AuditAwayError);
    expect(house.documents.size).toBe(1);
  });

  it('are not decided by who asked, nor twice; and nothing of it is told to the audit', async () => {
    const house = new House();
    const { id } = await house.desk.ask(ORDER, LEAD);
    await expect(house.desk.decide(id, { decision: 'approve' }, BOTH)).rejects.toMatchObject({ status: 403 });
    await house.desk.decide(id, { decision: 'approve' }, AUDITOR);
    await expect(house.desk.decide(id, { decision: 'refuse' }, AUDITOR)).rejects.toMatchObject({ status: 409 });
    expect(house.audit.deeds).toHaveLength(2);
  });

  it('show subjects to auditors alone', async () => {
    const house = new House();
    const { id } = await house.desk.ask(ORDER, LEAD);
    expect((await house.desk.open(id, LEAD.principal)).asked.by).toEqual({ subject: null, name: 'lead' });
    expect((await house.desk.open(id, AUDITOR.principal)).asked.by).toEqual({ subject: 'lead', name: 'lead' });
  });

  it('have a reason that fits into an entry of the audit', async () => {
    const house = new House();
    await house.desk.ask({ ...ORDER, reason: `${'a'.repeat(198)}🏛\n${'b'.repeat(200)}` }, LEAD);
    expect(house.audit.deeds[0]?.purpose).toBe(`${'a'.repeat(198)}…`);
  });

  it.each([
    [{ ...ORDER, county: '99999' }, 'no such county'],
    [{ ...ORDER, days: 91 }, 'days'],
    [{ ...ORDER, reason: '    x    ' }, 'reason'],
    [{ ...ORDER, reason: 'bell \u0007 rings' }, 'control'],
    [{ ...ORDER, renew: true }, 'renew'],
    [undefined, 'the question'],
  ])('refuse %j', async (order, said) => {
    await expect(new House().desk.ask(order, LEAD)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(said) as string,
    });
  });

  it('are not found by an id that is none', async () => {
    const { desk } = new House();
    for (const id of ['nonsense', '6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11'])
      await expect(desk.open(id, LEAD.principal)).rejects.toMatchObject({ status: 404 });
  });
});

describe('the book of seals', () => {
  it('asks the store once in two seconds, and opens no seal while the store is away', async () => {
    const house = new House();
    await house.desk.ask(ORDER, LEAD);
    const before = house.searches;
    await Promise.all([house.book.opened(), house.book.opened()]);
    house.now += 1_999;
    expect(await house.book.opened()).toEqual([]);
    expect(house.searches - before).toBe(1);
    house.now += 1;
    house.isAway = true;
    await expect(house.book.opened()).rejects.toThrow('away');
    house.isAway = false;
    expect(await house.book.opened()).toEqual([]);
  });

  it('knows that time ended one', async () => {
    const house = new House();
    const { id } = await house.desk.ask(ORDER, LEAD);
    house.now += 14 * DAY;
    expect(await house.book.opened()).toEqual([id]);
  });
});
