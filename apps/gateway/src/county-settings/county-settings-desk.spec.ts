import {
  CENTRE_ONLY,
  type CountySettings,
  type CountySettingsAnswer,
  type CountySettingsOrder,
  type Scope,
} from '@lianfang/contract';
import type { Principal } from '@lianfang/access';
import type { Deed } from '../audit/audit-log';
import { CountySettingsDesk } from './county-settings-desk';

const NAME = { zh: '自訂', en: 'Own' };
const GIVEN = { zh: '資訊局', en: 'Information' };
const ORDER: CountySettingsOrder = { office: null, agencyNames: {}, thresholds: null, contacts: [], revision: 0 };
const OWN: Scope = { county: '63000' };
const WANG: Principal = {
  kind: 'person',
  subject: 'wang',
  name: '王淑芬',
  roles: ['county-manager'],
  county: '63000',
  agency: undefined,
  assurance: undefined,
};

function setUp() {
  const stored = new Map<string, CountySettings>();
  const told: Deed[] = [];
  const noted: CountySettings[] = [];
  const agencies = new Map([
    ['one', GIVEN],
    ['two', GIVEN],
  ]);
  let auditAway: Error | undefined;
  const desk = new CountySettingsDesk({
    store: {
      find: async (county) => stored.get(county),
      ofAll: async (counties) => counties.flatMap((county) => stored.get(county) ?? []),
      change: async (county, next) => {
        const kept = next(stored.get(county));
        if (kept) stored.set(county, kept);
        return kept;
      },
    },
    book: { note: (settings) => void noted.push(settings) },
    audit: {
      record: async (deed) => {
        if (auditAway) throw auditAway;
        told.push(deed);
      },
      noteRefusal: (deed) => void told.push(deed),
    },
    counties: () => ['63000', '64000'],
    agenciesOf: (county) => (county === '63000' ? agencies : new Map()),
    now: () => 5,
  });
  const change = (more: Partial<CountySettingsOrder>, county = '63000', scope = OWN): Promise<CountySettingsAnswer> =>
    desk.change(county, { ...ORDER, ...more }, { principal: WANG, scope, requestId: 'r' });
  return { desk, stored, told, noted, agencies, change, loseAudit: (error: Error) => void (auditAway = error) };
}

describe('the desk of what counties have set', () => {
  it('tells the audit before it changes anything, and nothing of the content', async () => {
    const { change, told, noted, stored, loseAudit } = setUp();
    const set = await change({ office: NAME });
    const { directoryNames, ...kept } = set;
    expect(kept).toEqual({ ...ORDER, county: '63000', office: NAME, revision: 1, at: 5, by: '王淑芬' });
    expect(directoryNames).toEqual({ one: GIVEN, two: GIVEN });
    expect(told).toEqual([
      {
        principal: WANG,
        action: 'changed',
        county: '63000',
        capability: 'settings.change',
        what: 'PUT /api/v1/counties/{code}/settings',
        thing: 'revision 1',
        requestId: 'r',
      },
    ]);
    expect(noted).toEqual([kept]);
    loseAudit(new Error('no audit'));
    await expect(change({ office: null, revision: 1 })).rejects.toThrow('no audit');
    expect(stored.get('63000')).toEqual(kept);
  });

  it('tells nothing of what is refused: old revisions, wrong questions', async () => {
    const { change, told } = setUp();
    await expect(change({ revision: 3 })).rejects.toMatchObject({ status: 409 });
    await expect(change({ agencyNames: { three: NAME } })).rejects.toMatchObject({ status: 400 });
    await expect(change({ thresholds: { steady: 1, watch: 2, strained: 3 } })).rejects.toMatchObject({ status: 400 });
    expect(told).toEqual([]);
  });

  it('keeps the name of an agency that left the directory, and takes none that was never there', async () => {
    const { change, agencies } = setUp();
    await change({ agencyNames: { one: NAME } });
    agencies.delete('one');
    const kept = await change({ agencyNames: { one: NAME, two: NAME }, revision: 1 });
    expect(Object.keys(kept.agencyNames)).toEqual(['one', 'two']);
    await expect(change({ agencyNames: { three: NAME }, revision: 2 })).rejects.toThrow('`three`');
    await change({ agencyNames: {}, revision: 2 });
    await expect(change({ agencyNames: { one: NAME }, revision: 3 })).rejects.toThrow('`one`');
  });

  it('tells the directory’s names beside the county’s own, and of no other county', async () => {
    const { desk, change, agencies } = setUp();
    await change({ agencyNames: { one: NAME } });
    agencies.delete('one');
    expect(await desk.read('63000', OWN)).toMatchObject({ agencyNames: { one: NAME }, directoryNames: { two: GIVEN } });
    expect((await desk.read('64000', CENTRE_ONLY)).directoryNames).toEqual({});
  });

  it('shows a county its own alone; that somebody tried another’s is for their own county', async () => {
    const { desk, change, told } = setUp();
    await change({}, '64000', CENTRE_ONLY);
    told.splice(0);
    await expect(desk.read('64000', OWN)).rejects.toMatchObject({ status: 404 });
    await expect(change({ revision: 1 }, '64000')).rejects.toMatchObject({ status: 404 });
    expect(told).toMatchObject([{ action: 'refused', county: '63000', thing: '64000' }]);
    expect((await desk.all(OWN)).items).toEqual([]);
    expect((await desk.all(CENTRE_ONLY)).items.map(({ county }) => county)).toEqual(['64000']);
    await expect(desk.read('99999', CENTRE_ONLY)).rejects.toMatchObject({ status: 404 });
  });
});
