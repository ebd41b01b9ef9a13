import {
  indexNames,
  MOST_SAVED_VIEWS,
  MOST_SHARED_VIEWS,
  savedViewItem,
  savedViewList,
  type SavedView,
  type SavedViewItem,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createSavedViewStore } from '@lianfang/store';
import { testServers, uniquePrefix, type TestPerson } from '@lianfang/testing';
import { startGateway, type GatewayProcess } from './gateway-process';
import { prepareEmptySystem } from './prepare-empty-system';
import { writeTo } from './write-to';

const PATH = '/api/v1/saved-views';
const WANG: TestPerson = { roles: ['county-manager'], county: '63000', subject: 'wang', name: '王淑芬' };
const HSU: TestPerson = { roles: ['county-member'], county: '63000', subject: 'hsu', name: '許家豪' };
const LI: TestPerson = { roles: ['county-manager'], county: '64000', subject: 'li', name: '李國華' };
const LIN: TestPerson = { roles: ['central-analyst'], subject: 'lin', name: '林志明' };
const DUTY: TestPerson = { roles: ['on-call-engineer'], subject: 'wu', name: '吳建國' };
const REPORTER: TestPerson = { roles: ['agency-reporter'], county: '63000', agency: 'x', subject: 'ho' };
const ORDER = { name: '本週攔阻', screen: 'explore', question: '?range=7d&by=category', shared: false } as const;

describe('saved views, at two gateways', () => {
  const prefix = uniquePrefix();
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const store = createSavedViewStore(client, indexNames(prefix));
  let one: GatewayProcess;
  let other: GatewayProcess;

  beforeAll(async () => {
    await prepareEmptySystem(prefix);
    one = await startGateway(prefix);
    other = await startGateway(prefix);
  }, 180_000);

  afterAll(async () => {
    await Promise.all([one.end(), other.end(), client.close()]);
  });

  async function save(person: TestPerson, more: object = {}): Promise<SavedViewItem> {
    const answer = await writeTo(one, { method: 'POST', path: PATH, body: { ...ORDER, ...more } }, person);
    expect(answer.status).toBe(200);
    return savedViewItem.parse(await answer.json());
  }
  const change = (id: string, body: object, person: TestPerson): Promise<Response> =>
    writeTo(other, { method: 'PUT', path: `${PATH}/${id}`, body: { ...ORDER, ...body } }, person);
  const remove = (id: string, person: TestPerson): Promise<Response> =>
    writeTo(other, { method: 'DELETE', path: `${PATH}/${id}` }, person);
  /** As the other gateway shows them, names and whether they are one's own. */
  async function seen(person: TestPerson): Promise<[string, boolean][]> {
    const { items } = savedViewList.parse(await other.json(PATH, person));
    return items.map(({ name, own }) => [name, own]);
  }
  const detailOf = async (answer: Response): Promise<string> => ((await answer.json()) as { detail: string }).detail;

  it('are seen by who made them, and by their office where they are shared', async () => {
    const own = await save(WANG, { name: '第 10 週' });
    const shared = await save(WANG, { name: '第 2 週', shared: true });
    const national = await save(LIN, { name: '全國', shared: true });
    expect(await seen(WANG)).toEqual([
      ['第 2 週', true],
      ['第 10 週', true],
    ]);
    expect(await seen(HSU)).toEqual([['第 2 週', false]]);
    expect(await seen(LI)).toEqual([]);
    expect(await seen(DUTY)).toEqual([['全國', false]]);
    expect((await other.get(PATH, REPORTER)).status).toBe(403);
    // Who has moved to another office finds there what is that office's.
    expect(await seen({ ...WANG, county: '64000' })).toEqual([]);
    const shown = await other.json<{ items: object[] }>(PATH, HSU);
    expect(shown.items.map((view) => Object.keys(view).sort())).toEqual([
      ['at', 'by', 'id', 'name', 'own', 'question', 'revision', 'screen', 'shared'],
    ]);
    for (const { id } of [own, shared]) expect((await remove(id, WANG)).status).toBe(200);
    expect((await remove(national.id, LIN)).status).toBe(200);
    expect([await seen(WANG), await seen(DUTY)]).toEqual([[], []]);
  });

  it('are changed and deleted by who made them alone; others’ do not exist', async () => {
    const own = await save(WANG);
    const shared = await save(WANG, { shared: true });
    const statuses = async (id: string, person: TestPerson): Promise<number[]> => [
      (await change(id, { revision: 1 }, person)).status,
      (await remove(id, person)).status,
    ];
    expect(await statuses(own.id, HSU)).toEqual([404, 404]);
    expect(await statuses(shared.id, HSU)).toEqual([403, 403]);
    for (const person of [LI, LIN, { ...WANG, county: '64000' }])
      expect(await statuses(shared.id, person)).toEqual([404, 404]);
    expect(await statuses('no-such', WANG)).toEqual([404, 404]);
    expect(await statuses('6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11', WANG)).toEqual([404, 404]);
    // What is not theirs and what does not exist read the same.
    expect(await detailOf(await remove(own.id, LI))).toBe(await detailOf(await remove('no-such', LI)));
    const changed = savedViewItem.parse(await (await change(own.id, { name: '改名', revision: 1 }, WANG)).json());
    expect(changed).toMatchObject({ name: '改名', revision: 2, own: true });
    for (const { id } of [own, shared]) expect((await remove(id, WANG)).status).toBe(200);
    expect((await remove(own.id, WANG)).status).toBe(404);
  });

  it('are changed by who has seen what they are now', async () => {
    const { id } = await save(WANG);
    const both = await Promise.all(
      ['甲', '乙'].map((name, at) =>
        writeTo(
          at === 0 ? one : other,
          { method: 'PUT', path: `${PATH}/${id}`, body: { ...ORDER, name, revision: 1 } },
          WANG,
        ),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = await change(id, { revision: 1 }, WANG);
    expect([late.status, await detailOf(late)]).toEqual([409, expect.stringContaining('Read it again')]);
    expect((await change(id, { revision: 2 }, WANG)).status).toBe(200);
    expect((await remove(id, WANG)).status).toBe(200);
  });

  it('hold an address and a name, and nothing else', async () => {
    const wrong = [
      { question: 'https://elsewhere.example' },
      { question: '?a b' },
      { question: `?${'x'.repeat(2_000)}` },
      { screen: 'operations' },
      { name: ' ' },
      { name: '一\n二' },
      { name: 'x'.repeat(81) },
      { county: '64000' },
      { subject: 'li' },
    ];
    for (const more of wrong) {
      const { status } = await writeTo(one, { method: 'POST', path: PATH, body: { ...ORDER, ...more } }, WANG);
      expect([more, status]).toEqual([more, 400]);
    }
    const cookie = await one.cookie(WANG);
    const foreign = { 'content-type': 'application/json', origin: 'https://elsewhere.example', cookie };
    const forged = await fetch(one.url + PATH, { method: 'POST', headers: foreign, body: JSON.stringify(ORDER) });
    expect(forged.status).toBe(403);
    expect(await seen(WANG)).toEqual([]);
  });

  it('are as many as somebody can look through', async () => {
    const make = async (count: number, of: Pick<SavedView, 'subject' | 'county' | 'shared'>): Promise<void> => {
      const views = Array.from({ length: count }, (_, at) => ({
        ...ORDER,
        ...of,
        by: 'x',
        name: `v${at}`,
        at,
        revision: 1,
      }));
      const made = views.map((view) => ({ ...view, id: crypto.randomUUID() }));
      await Promise.all(made.map((view) => store.change(view.id, () => view)));
    };
    await make(MOST_SAVED_VIEWS - 1, { subject: 'li', county: '64000', shared: false });
    const last = await save(LI);
    const full = await writeTo(other, { method: 'POST', path: PATH, body: ORDER }, LI);
    expect([full.status, await detailOf(full)]).toEqual([409, expect.stringContaining('100 views')]);
    expect((await seen(LI)).length).toBe(MOST_SAVED_VIEWS);
    await make(MOST_SHARED_VIEWS, { subject: 'somebody', county: '64000', shared: true });
    const crowded = await change(last.id, { shared: true, revision: 1 }, LI);
    expect([crowded.status, await detailOf(crowded)]).toEqual([409, expect.stringContaining('300 views')]);
    expect((await change(last.id, { name: '仍可改名', revision: 1 }, LI)).status).toBe(200);
  });
});
