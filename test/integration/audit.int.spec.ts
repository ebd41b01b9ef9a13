import {
  auditChainAnswer,
  auditPage,
  alertPage,
  indexNames,
  PURPOSE_HEADER,
  PURPOSE_NEEDED,
  type AuditItem,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  ANALYST,
  eventually,
  LEAD,
  makeRevocationTopic,
  TAIPEI_MANAGER,
  testServers,
  uniquePrefix,
  type TestPerson,
} from '@lianfang/testing';
import { WebSocket } from 'ws';
import { startGateway, type GatewayProcess } from './gateway-process';
import { prepareEmptySystem } from './prepare-empty-system';

const TAIPEI = '63000';
const WANG: TestPerson = { ...TAIPEI_MANAGER, subject: 'wang', name: '王淑芬' };
const LIN: TestPerson = { ...ANALYST, subject: 'lin', name: '林志明' };
const KAOHSIUNG: TestPerson = { roles: ['county-manager'], county: '64000', subject: 'li' };
const AUDITOR: TestPerson = { roles: ['auditor'], subject: 'tsai' };
/** Within which a county must see who looked. */
const SEEN_MS = 60_000;

describe('the audit, at two gateways', () => {
  const prefix = uniquePrefix();
  let one: GatewayProcess;
  let other: GatewayProcess;

  beforeAll(async () => {
    await prepareEmptySystem(prefix);
    one = await startGateway(prefix, { LIANFANG_AUDIT_CHECK: '1s' });
    other = await startGateway(prefix);
  }, 180_000);

  afterAll(async () => {
    await Promise.all([one.end(), other.end()]);
  });

  async function entries(person: TestPerson, query = '', gateway = other): Promise<AuditItem[]> {
    return auditPage.parse(await gateway.json(`/api/v1/audit?size=200${query}`, person)).items;
  }

  async function until(person: TestPerson, query: string, isThere: (items: AuditItem[]) => boolean) {
    return eventually(
      async () => {
        const items = await entries(person, query);
        return isThere(items) ? items : undefined;
      },
      { because: 'the county sees who looked', timeoutMs: SEEN_MS, everyMs: 200 },
    );
  }

  it('tells a county who of elsewhere looked, at what, and why; and an auditor also which account it was', async () => {
    expect((await one.get(`/api/v1/counties/${TAIPEI}`, LIN)).status).toBe(200);
    const [seen] = await until(WANG, '&about=own&action=read', (items) => items.length > 0);
    expect(seen).toMatchObject({
      actor: { name: '林志明', roles: ['central-analyst'], county: null, subject: null },
      action: 'read',
      county: TAIPEI,
      capability: 'county.read',
      what: 'GET /api/v1/counties/{code}',
      purpose: 'test',
    });
    const [audited] = await entries(AUDITOR, `&county=${TAIPEI}&about=own&action=read`);
    expect(audited).toMatchObject({ id: seen?.id, hash: seen?.hash, actor: { subject: 'lin' } });
    expect(await entries(KAOHSIUNG, '&about=own')).toEqual([]);
  });

  it('makes one entry of a view that is asked for again and again, and none of what is one’s own', async () => {
    for (let time = 0; time < 20; time += 1) await one.get('/api/v1/sensors?county=63000', LIN);
    await one.get('/api/v1/sensors', WANG);
    await one.get('/api/v1/sensors?county=63000', LEAD);
    const items = await until(WANG, '&about=own&action=read', (all) =>
      all.some(({ actor }) => actor.roles[0] === 'central-lead'),
    );
    const ofSensors = items.filter(({ what }) => what === 'GET /api/v1/sensors');
    expect(ofSensors.map(({ actor }) => actor.roles[0])).toEqual(['central-lead', 'central-analyst']);
  });

  it('tells every county of what was about all of them, apart from what was about it alone', async () => {
    await one.get('/api/v1/overview', LIN);
    const isOverview = ({ what }: AuditItem): boolean => what === 'GET /api/v1/overview';
    for (const manager of [WANG, KAOHSIUNG]) await until(manager, '', (items) => items.some(isOverview));
    expect((await entries(WANG, '&about=own')).some(isOverview)).toBe(false);
  });

  it('shows no live frame of a county before it is written down who looks', async () => {
    const socket = new WebSocket(`${one.url.replace('http', 'ws')}/live`, {
      origin: one.url,
      headers: { cookie: await one.cookie(LIN) },
    });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', view: 'county:64000' })));
    await new Promise((resolve) => socket.once('message', resolve));
    socket.close();
    const items = await until(KAOHSIUNG, '&about=own&action=read', (all) => all.length > 0);
    expect(items).toMatchObject([{ what: 'live county', capability: 'county.read', actor: { name: '林志明' } }]);
  });

  it('asks people of the centre why before they see events, in words that may be Chinese', async () => {
    const cookie = await one.cookie(LIN);
    const path = `${one.url}/api/v1/evidence?county=${TAIPEI}&from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z`;
    const silent = await fetch(path, { headers: { cookie } });
    expect([silent.status, await silent.json()]).toMatchObject([403, { title: PURPOSE_NEEDED }]);
    const headers = { cookie, [PURPOSE_HEADER]: encodeURIComponent('縣市請求協助') };
    expect((await fetch(path, { headers })).status).toBe(200);
    await until(WANG, '&about=own&action=read', (items) => items.some(({ purpose }) => purpose === '縣市請求協助'));
  });

  it('tells of refusals to auditors and to one’s own county, never to whom it was about', async () => {
    expect((await one.get('/api/v1/counties/64000', WANG)).status).toBe(404);
    expect((await one.get('/api/v1/overview', WANG)).status).toBe(403);
    const items = await until(WANG, '&action=refused', (all) => all.length >= 2);
    expect(items.map(({ what, thing, actor }) => [what, thing, actor.name])).toEqual([
      ['GET /api/v1/overview', 'role', '王淑芬'],
      ['GET /api/v1/counties/{code}', '64000', '王淑芬'],
    ]);
    expect(await entries(KAOHSIUNG, '&action=refused')).toEqual([]);
    expect((await entries(AUDITOR, '&action=refused')).length).toBeGreaterThanOrEqual(2);
  });

  it('pages through all of it, and lets a county count nothing of others by its cursors', async () => {
    const all = await entries(AUDITOR, '&to=2100-01-01T00:00:00Z');
    const paged: AuditItem[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = auditPage.parse(await other.json(`/api/v1/audit?size=2&to=2100-01-01T00:00:00Z${next}`, AUDITOR));
      paged.push(...page.items);
      ({ cursor } = page);
    }
    expect(paged.slice(-all.length).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const { cursor: sealed } = auditPage.parse(await other.json('/api/v1/audit?size=1', WANG));
    expect(sealed).toMatch(/^[\w-]{30,}$/);
    expect((await other.get(`/api/v1/audit?cursor=${String(sealed)}`, KAOHSIUNG)).status).toBe(400);
  });

  it('publishes its head, and finds an entry that was removed', async () => {
    const chain = async (person: TestPerson) => auditChainAnswer.parse(await one.json('/api/v1/audit/chain', person));
    const whole = await eventually(
      async () => {
        const answer = await chain(AUDITOR);
        return answer.checked && answer.checked.entries !== 0 && answer.head ? answer : undefined;
      },
      { because: 'the chain was checked and its head published', timeoutMs: SEEN_MS, everyMs: 250 },
    );
    expect(whole.checked).toMatchObject({ isWhole: true, faults: [] });
    expect((await chain(WANG)).head).toEqual({ ...whole.head, offset: null });

    const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
    const index = `${indexNames(prefix).audit}-v1`;
    await client.delete({ index, id: '1'.padStart(20, '0'), refresh: true });
    await client.close();
    const broken = await eventually(
      async () => {
        const answer = await chain(AUDITOR);
        return answer.checked?.isWhole === false ? answer : undefined;
      },
      { because: 'the removed entry is found', timeoutMs: SEEN_MS, everyMs: 250 },
    );
    expect(broken.checked?.faults).toContainEqual({ kind: 'missing', from: 1, to: 1 });
    expect((await chain(WANG)).checked).toMatchObject({ isWhole: false, entries: null, faults: [] });
    const { items } = alertPage.parse(await other.json('/api/v1/alerts?state=open', ANALYST));
    expect(items).toMatchObject([{ kind: 'audit-chain', severity: 'critical' }]);
  });

  it('is whole again when the gateways make the index anew from the log, as docs/operations says', async () => {
    const before = await entries(AUDITOR, '&from=2026-01-01T00:00:00Z');
    await Promise.all([one.end(), other.end()]);
    const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
    await client.indices.delete({ index: `${indexNames(prefix).audit}-v1` });
    await client.close();
    [one, other] = [await startGateway(prefix, { LIANFANG_AUDIT_CHECK: '1s' }), await startGateway(prefix)];
    await eventually(
      async () => auditChainAnswer.parse(await one.json('/api/v1/audit/chain', AUDITOR)).checked?.isWhole === true,
      { because: 'the chain is whole', timeoutMs: SEEN_MS, everyMs: 250 },
    );
    const after = new Map((await entries(AUDITOR)).map(({ id, hash }) => [id, hash]));
    expect(before.filter(({ id, hash }) => after.get(id) !== hash)).toEqual([]);
    const { items } = alertPage.parse(await one.json('/api/v1/alerts', ANALYST));
    expect(items).toMatchObject([{ kind: 'audit-chain', closed: expect.any(Number) as number }]);
  }, 120_000);
});

describe('a gateway that cannot write the audit', () => {
  it('shows a county its own, and nobody what is another’s', async () => {
    const prefix = uniquePrefix();
    await prepareEmptySystem(prefix);
    // Its topics are made but for the audit: as on a system that was upgraded and not prepared.
    const gateway = await startGateway(prefix, {}, makeRevocationTopic);
    try {
      expect((await gateway.get(`/api/v1/counties/${TAIPEI}`, WANG)).status).toBe(200);
      const refused = await gateway.get(`/api/v1/counties/${TAIPEI}`, LIN);
      expect([refused.status, await refused.json()]).toMatchObject([503, { title: "The audit can't be written" }]);
    } finally {
      await gateway.end();
    }
  }, 120_000);
});
