import {
  auditPage,
  countySettings,
  countySettingsAnswer,
  countySettingsList,
  directorySummary,
  unsetCountySettings,
  type AuditItem,
  type CountySettings,
} from '@lianfang/contract';
import { eventually, uniquePrefix, type TestPerson } from '@lianfang/testing';
import { startGateway, type GatewayProcess } from './gateway-process';
import { prepareEmptySystem } from './prepare-empty-system';
import { writeTo } from './write-to';

const TAIPEI = '63000';
const PATH = `/api/v1/counties/${TAIPEI}/settings`;
const WANG: TestPerson = { roles: ['county-manager'], county: TAIPEI, subject: 'wang', name: '王淑芬' };
const HSU: TestPerson = { roles: ['county-member'], county: TAIPEI, subject: 'hsu', name: '許家豪' };
const LI: TestPerson = { roles: ['county-manager'], county: '64000', subject: 'li', name: '李國華' };
const LIN: TestPerson = { roles: ['central-analyst'], subject: 'lin', name: '林志明' };
const LEAD: TestPerson = { roles: ['central-lead'], subject: 'chen', name: '陳建宏' };
const AUDITOR: TestPerson = { roles: ['auditor'], subject: 'tsai', name: '蔡美玲', strong: true };
const CONTACT = {
  name: '張雅婷',
  duty: '資安專責人員',
  phone: '02-2720-8889 分機 1234',
  email: null,
  reachable: 'always',
} as const;
const THRESHOLDS = { steady: 85, watch: 65, strained: 45 };
const OFFICE = { zh: '資訊局資通安全科', en: 'Cyber Security Section' };
/** Within which two gateways must show the same names. */
const AGREED_MS = 10_000;

describe('what counties have set, at two gateways', () => {
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

  const read = async (person = WANG): Promise<CountySettings> => countySettings.parse(await other.json(PATH, person));
  /** Changes a part of what is there now. */
  async function change(more: object, person = WANG, path = PATH): Promise<Response> {
    const { office, agencyNames, thresholds, contacts, revision } = await read();
    const body = { office, agencyNames, thresholds, contacts, revision, ...more };
    return writeTo(one, { method: 'PUT', path, body }, person);
  }
  const directory = async (gateway: GatewayProcess, person: TestPerson, more: string) =>
    directorySummary.parse(await gateway.json(`/api/v1/directory?${more}`, person));
  /** As a gateway names the agencies of a county to its own people. */
  async function agenciesAt(gateway: GatewayProcess, person: TestPerson) {
    const { hash, counties } = await directory(gateway, person, '');
    const names = counties.flatMap(({ agencyNames }) => Object.entries(agencyNames ?? {}));
    return { hash, names: new Map(names) };
  }
  const detailOf = async (answer: Response): Promise<string> => ((await answer.json()) as { detail: string }).detail;
  async function told(): Promise<AuditItem[]> {
    const page = await other.json(`/api/v1/audit?county=${TAIPEI}&about=own&size=200`, AUDITOR);
    return auditPage.parse(page).items;
  }

  it('are nothing at first, and all of it when a manager has said so', async () => {
    expect(await read()).toEqual(unsetCountySettings(TAIPEI));
    expect(countySettingsList.parse(await other.json('/api/v1/settings', LIN)).items).toEqual([]);
    const answer = await change({ office: OFFICE, thresholds: THRESHOLDS, contacts: [CONTACT] });
    expect(answer.status).toBe(200);
    const set = countySettings.parse(await answer.json());
    expect(set).toMatchObject({
      office: OFFICE,
      thresholds: THRESHOLDS,
      contacts: [CONTACT],
      revision: 1,
      by: '王淑芬',
    });
    expect(await read(HSU)).toEqual(set);
    expect(await read(LIN)).toEqual(set);
    for (const person of [LIN, WANG])
      expect(countySettingsList.parse(await other.json('/api/v1/settings', person)).items).toEqual([set]);
    expect(countySettingsList.parse(await other.json('/api/v1/settings', LI)).items).toEqual([]);
  });

  it('are a county’s own: to another county they do not exist', async () => {
    const nowhere = await other.get('/api/v1/counties/99999/settings', LI);
    const foreign = await other.get(PATH, LI);
    expect([foreign.status, await detailOf(foreign)]).toEqual([404, await detailOf(nowhere)]);
    expect((await change({ office: null }, LI)).status).toBe(404);
    for (const person of [HSU, LIN, AUDITOR]) expect((await change({ office: null }, person)).status).toBe(403);
    expect((await other.get(PATH, AUDITOR)).status).toBe(403);
    expect((await read()).office).toEqual(OFFICE);
    expect((await change({}, LEAD)).status).toBe(200);
    expect((await read()).by).toBe('陳建宏');
  });

  it('are changed by who has seen what they are now', async () => {
    const { revision } = await read();
    const both = await Promise.all([change({ revision }), change({ revision }, LEAD)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const late = await change({ revision });
    expect([late.status, await detailOf(late)]).toEqual([409, expect.stringContaining('Read them again')]);
  });

  it('refuse what can’t be meant', async () => {
    const { contacts } = await read();
    const wrong = [
      { thresholds: { steady: 40, watch: 60, strained: 80 } },
      { contacts: [{ ...CONTACT, phone: null }] },
      { contacts: [{ ...CONTACT, phone: 'call me' }] },
      { contacts: Array.from({ length: 11 }, () => CONTACT) },
      { office: { zh: '', en: '' } },
      { county: '64000' },
    ];
    for (const more of wrong) expect([more, (await change(more)).status]).toEqual([more, 400]);
    const unknown = await change({ agencyNames: { 'no-such-agency': OFFICE } });
    expect([unknown.status, await detailOf(unknown)]).toEqual([400, expect.stringContaining('`no-such-agency`')]);
    expect((await read()).contacts).toEqual(contacts);
  });

  it('name agencies at both gateways, for the county and for the centre', async () => {
    // Thresholds were set at the other gateway: this one follows.
    const before = await eventually(
      async () => {
        const [here, there] = [await agenciesAt(one, WANG), await agenciesAt(other, WANG)];
        return here.hash === there.hash ? there : undefined;
      },
      { because: 'both gateways know what is set', timeoutMs: AGREED_MS, everyMs: 100 },
    );
    const foreign = await agenciesAt(other, LI);
    const [id = ''] = before.names.keys();
    const [strange = ''] = foreign.names.keys();
    expect((await change({ agencyNames: { [strange]: OFFICE } })).status).toBe(400);
    const name = { zh: '本府自訂名稱', en: 'Our own name' };
    expect((await change({ agencyNames: { [id]: name } })).status).toBe(200);
    // This gateway took it; the other one reads it.
    const here = await agenciesAt(one, WANG);
    expect(here.names.get(id)).toEqual(name);
    const there = await eventually(
      async () => {
        const found = await agenciesAt(other, WANG);
        return found.hash === before.hash ? undefined : found;
      },
      { because: 'the other gateway shows the name', timeoutMs: AGREED_MS, everyMs: 100 },
    );
    expect(there).toEqual(here);
    const [byCentre, atOne] = await Promise.all([other, one].map((each) => directory(each, LIN, 'agencies=named')));
    expect(byCentre).toEqual(atOne);
    expect(JSON.stringify(byCentre)).toContain(name.zh);
    expect(await agenciesAt(one, LI)).toEqual(foreign);
    // Who sets the name is told what it stands in the place of, and of no other county’s agencies.
    const { agencyNames, directoryNames } = countySettingsAnswer.parse(await other.json(PATH, WANG));
    expect(agencyNames).toEqual({ [id]: name });
    expect(new Map(Object.entries(directoryNames))).toEqual(before.names);
    expect((await change({ agencyNames: {} })).status).toBe(200);
    expect(await agenciesAt(one, WANG)).toEqual(before);
    const shown = (await directory(one, WANG, '')).counties.map(({ thresholds }) => thresholds);
    expect(shown).toEqual([THRESHOLDS]);
    expect(JSON.stringify(await directory(one, LI, ''))).not.toContain('thresholds');
  });

  it('are told to the audit: each change, and who of the centre looked; never what is in them', async () => {
    const items = await eventually(
      async () => {
        const all = await told();
        const changed = all.filter(({ action }) => action === 'changed');
        return changed.some(({ thing }) => thing === 'revision 5') ? all : undefined;
      },
      { because: 'the changes are in the audit', timeoutMs: 60_000, everyMs: 200 },
    );
    const changes = items.filter(({ action }) => action === 'changed');
    expect(changes[0]).toMatchObject({ what: 'PUT /api/v1/counties/{code}/settings', actor: { name: '王淑芬' } });
    expect(changes.map(({ actor }) => actor.name)).toContain('陳建宏');
    const reads = items.filter(({ what }) => what === 'GET /api/v1/counties/{code}/settings');
    expect(new Set(reads.map(({ action, actor }) => `${action} ${actor.name}`))).toContain('read 林志明');
    expect(reads.map(({ actor }) => actor.name)).not.toContain('王淑芬');
    expect(JSON.stringify(items)).not.toContain(CONTACT.name);
    // Somebody of another county tried: their own county reads it.
    const crossings = await other.json(`/api/v1/audit?county=64000&about=own&action=refused&size=200`, AUDITOR);
    const tried = auditPage.parse(crossings).items.filter(({ capability }) => capability === 'settings.change');
    expect(tried).toMatchObject([{ actor: { name: '李國華' }, thing: TAIPEI }]);
  });
});
