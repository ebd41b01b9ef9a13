import {
  auditPage,
  INVESTIGATION_HEADER,
  investigationItem,
  investigationPage,
  PURPOSE_HEADER,
  type AuditPage,
  type InvestigationItem,
} from '@lianfang/contract';
import { eventually, uniquePrefix, type TestPerson } from '@lianfang/testing';
import { startGateway, type GatewayProcess } from './gateway-process';
import { prepareEmptySystem } from './prepare-empty-system';

const TAIPEI = '63000';
const PATH = '/api/v1/investigations';
const WANG: TestPerson = { roles: ['county-manager'], county: TAIPEI, subject: 'wang', name: '王淑芬', strong: true };
const KAOHSIUNG: TestPerson = { roles: ['county-manager'], county: '64000', subject: 'li', strong: true };
const LEAD: TestPerson = { roles: ['central-lead'], subject: 'chen', name: '陳建宏', strong: true };
const BOTH: TestPerson = { ...LEAD, roles: ['central-lead', 'auditor'] };
const LIN: TestPerson = { roles: ['central-analyst'], subject: 'lin', name: '林志明' };
const AUDITOR: TestPerson = { roles: ['auditor'], subject: 'tsai', name: '蔡美玲', strong: true };
/** Within which a county must see what is no longer sealed. */
const SEEN_MS = 60_000;

describe('sealed investigations, at two gateways', () => {
  const prefix = uniquePrefix();
  let one: GatewayProcess;
  let other: GatewayProcess;

  beforeAll(async () => {
    await prepareEmptySystem(prefix);
    one = await startGateway(prefix);
    other = await startGateway(prefix);
  }, 180_000);

  afterAll(async () => {
    await Promise.all([one.end(), other.end()]);
  });

  async function step(path: string, body: unknown, person: TestPerson): Promise<InvestigationItem> {
    const answer = await one.post(path, body, person);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return investigationItem.parse(await answer.json());
  }
  const ask = (): Promise<InvestigationItem> =>
    step(PATH, { county: TAIPEI, reason: '疑似內部帳號外洩，先行查證', days: 30 }, LEAD);
  const statusOf = async (path: string, body: unknown, person: TestPerson): Promise<number> =>
    (await one.post(path, body, person)).status;

  async function looks(id: string, county: string): Promise<number> {
    const why = { [PURPOSE_HEADER]: encodeURIComponent('查證'), [INVESTIGATION_HEADER]: id };
    const headers = { cookie: await one.cookie(LIN), ...why };
    return (await fetch(`${one.url}/api/v1/sensors?county=${county}`, { headers })).status;
  }

  /** What is about the county alone, as somebody sees it at the other gateway. */
  async function seen(person: TestPerson, more = ''): Promise<AuditPage> {
    return auditPage.parse(await other.json(`/api/v1/audit?about=own&size=200${more}`, person));
  }
  const until = (isSo: (page: AuditPage) => boolean, because: string, pages: AuditPage[] = []): Promise<AuditPage> =>
    eventually(
      async () => {
        const page = await seen(WANG);
        pages.push(page);
        return isSo(page) ? page : undefined;
      },
      { because, timeoutMs: SEEN_MS, everyMs: 100 },
    );

  it('hide from their county who looks, count it, and show all of it when they end', async () => {
    // The other gateway knows just now that nothing is sealed.
    const pages: AuditPage[] = [await seen(WANG)];
    const { id } = await ask();
    expect(await looks(id, TAIPEI)).toBe(403);
    await until(({ sealed }) => sealed === 1, 'the asking is counted', pages);
    await step(`${PATH}/${id}/decision`, { decision: 'approve', reason: '理由充分' }, AUDITOR);
    expect(await looks(id, TAIPEI)).toBe(200);
    expect(await looks(id, '64000')).toBe(403);
    await until(({ sealed }) => sealed === 3, 'asking, approval and a look are counted', pages);
    // Not by what was done, nor by when.
    pages.push(await seen(WANG, '&action=exported&to=2020-01-01T00:00:00Z'));
    expect(pages.at(-1)?.sealed).toBe(3);
    // In no page of all that were asked for, not even in the moment of asking.
    expect(pages.flatMap(({ items }) => items).filter(({ investigation }) => investigation === id)).toEqual([]);
    expect((await seen(KAOHSIUNG)).sealed).toBe(0);
    const { items } = auditPage.parse(await other.json(`/api/v1/audit?county=${TAIPEI}&about=own`, AUDITOR));
    expect(items.filter(({ investigation }) => investigation === id)).toHaveLength(3);

    await step(`${PATH}/${id}/end`, {}, LEAD);
    expect(await looks(id, TAIPEI)).toBe(403);
    // The end itself is kept a moment later than what it opens.
    const opened = await until(({ sealed, items: all }) => sealed === 0 && all.length === 4, 'all of it is shown');
    expect(opened.items.map(({ what, actor, purpose }) => [what, actor.name, purpose])).toEqual([
      [`POST ${PATH}/{id}/end`, '陳建宏', null],
      ['GET /api/v1/sensors', '林志明', '查證'],
      [`POST ${PATH}/{id}/decision`, '蔡美玲', '理由充分'],
      [`POST ${PATH}`, '陳建宏', '疑似內部帳號外洩，先行查證'],
    ]);
  }, 180_000);

  it('are decided by somebody else, once, and only after a strong sign-in', async () => {
    const { id } = await ask();
    const decision = `${PATH}/${id}/decision`;
    expect(await statusOf(decision, { decision: 'approve' }, BOTH)).toBe(403);
    expect(await statusOf(decision, { decision: 'approve' }, { ...AUDITOR, strong: false })).toBe(403);
    expect(await statusOf(decision, { decision: 'approve' }, LEAD)).toBe(403);
    const answers = await Promise.all([
      statusOf(decision, { decision: 'refuse' }, AUDITOR),
      statusOf(decision, { decision: 'approve' }, { ...AUDITOR, subject: 'wu' }),
    ]);
    expect(answers.sort()).toEqual([200, 409]);
    const { state, may } = investigationItem.parse(await other.json(`${PATH}/${id}`, AUDITOR));
    expect(state === 'approved' ? may : state).toEqual(state === 'approved' ? ['end'] : 'refused');
    if (state === 'approved') await step(`${PATH}/${id}/end`, {}, AUDITOR);
    expect(await statusOf(`${PATH}/${id}/end`, {}, LEAD)).toBe(409);
  });

  it('are listed page by page, and are nothing to counties and analysts', async () => {
    await ask();
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = investigationPage.parse(await other.json(`${PATH}?size=1${next}`, AUDITOR));
      ids.push(...page.items.map(({ id }) => id));
      ({ cursor } = page);
    }
    expect(new Set(ids).size).toBe(3);
    expect(investigationPage.parse(await other.json(`${PATH}?seal=sealed`, AUDITOR)).items).toHaveLength(1);
    expect(investigationPage.parse(await other.json(`${PATH}?county=64000`, AUDITOR)).items).toEqual([]);
    expect((await other.get(`${PATH}?cursor=nonsense`, AUDITOR)).status).toBe(400);
    const refusals = await Promise.all([WANG, KAOHSIUNG, LIN].map((person) => other.get(`${PATH}/${ids[0]}`, person)));
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect((await other.get(`${PATH}/6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11`, LEAD)).status).toBe(404);
  });
});
