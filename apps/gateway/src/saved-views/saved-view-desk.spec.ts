import { CENTRE_ONLY, type SavedView, type Scope } from '@lianfang/contract';
import type { Role } from '@lianfang/access';
import { SavedViewDesk, type ViewAsker } from './saved-view-desk';

const ORDER = { name: '攔阻', screen: 'explore', question: '?range=7d', shared: false } as const;

function asker(subject: string, scope: Scope, role: Role = 'county-manager'): ViewAsker {
  const principal = {
    ...{
      kind: 'person' as const,
      subject,
      name: `name of ${subject}`,
      roles: [role],
      agency: undefined,
      assurance: undefined,
    },
    county: scope === CENTRE_ONLY ? undefined : scope.county,
  } as const;
  return { principal, scope };
}
const WANG = asker('wang', { county: '63000' });
const HSU = asker('hsu', { county: '63000' });
const LIN = asker('lin', CENTRE_ONLY, 'central-analyst');

function setUp() {
  const stored = new Map<string, SavedView>();
  const desk = new SavedViewDesk({
    store: {
      find: async (id) => stored.get(id),
      seenBy: async ({ subject, office }) =>
        [...stored.values()].filter((view) => view.county === office && (view.shared || view.subject === subject)),
      change: async (id, next) => {
        const kept = next(stored.get(id));
        if (kept) stored.set(id, kept);
        return kept;
      },
      remove: async (id, check) => {
        const found = stored.get(id);
        if (!found) return undefined;
        check(found);
        stored.delete(id);
        return found;
      },
    },
    now: () => 7,
  });
  const namesFor = async (who: ViewAsker): Promise<string[]> => (await desk.list(who)).items.map(({ name }) => name);
  return { desk, stored, namesFor };
}

describe('the desk of saved views', () => {
  it('keeps each with the office where it was made, in the order in which people look for names', async () => {
    const { desk, namesFor } = setUp();
    for (const name of ['第 10 週', '第 2 週']) await desk.add({ ...ORDER, name, shared: true }, WANG);
    await desk.add({ ...ORDER, name: '中心' }, LIN);
    expect(await namesFor(HSU)).toEqual(['第 2 週', '第 10 週']);
    expect(await namesFor(LIN)).toEqual(['中心']);
    expect(await namesFor(asker('wang', { county: '64000' }))).toEqual([]);
    expect(await namesFor(asker('wang', CENTRE_ONLY))).toEqual([]);
  });

  it('shows neither the provider’s name of who made it nor the office', async () => {
    const { desk } = setUp();
    const made = await desk.add(ORDER, WANG);
    expect(made).toEqual({ ...ORDER, id: made.id, by: 'name of wang', at: 7, revision: 1, own: true });
  });

  it('shows no words of a screen that somebody may not see', async () => {
    const { desk, namesFor } = setUp();
    await desk.add({ ...ORDER, name: '事件', screen: 'evidence', shared: true }, LIN);
    await desk.add({ ...ORDER, name: '探索', shared: true }, LIN);
    expect(await namesFor(asker('chen', CENTRE_ONLY, 'on-call-engineer'))).toEqual(['探索']);
    expect(await namesFor(asker('lai', CENTRE_ONLY, 'central-analyst'))).toEqual(['事件', '探索']);
  });

  it('tells apart what does not exist for somebody and what is not theirs to change', async () => {
    const { desk } = setUp();
    const own = await desk.add(ORDER, WANG);
    const shared = await desk.add({ ...ORDER, shared: true }, WANG);
    const order = { ...ORDER, revision: 1 };
    await expect(desk.change(own.id, order, HSU)).rejects.toMatchObject({ status: 404 });
    await expect(desk.change(shared.id, order, HSU)).rejects.toMatchObject({ status: 403 });
    await expect(desk.remove(shared.id, LIN)).rejects.toMatchObject({ status: 404 });
    await expect(desk.change(own.id, { ...order, revision: 2 }, WANG)).rejects.toMatchObject({ status: 409 });
    expect((await desk.change(own.id, { ...order, name: '改名' }, WANG)).revision).toBe(2);
    expect((await desk.remove(own.id, WANG)).name).toBe('改名');
  });
});
