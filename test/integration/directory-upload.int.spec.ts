import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  auditPage,
  directoryCheck,
  directorySummary,
  directoryText,
  directoryVersion,
  directoryVersions,
} from '@lianfang/contract';
import type { TestPerson } from '@lianfang/testing';
import { untilStored } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { SensorWorld } from './sensor-world';
import { allStored } from './stored-documents';
import { writeTo } from './write-to';

const TAIPEI = '63000';
/** Second part of addresses that nobody has until the upload. */
const NEW_NETWORK = 250;
const CHEN: TestPerson = { roles: ['central-lead'], subject: 'chen', name: '陳志明', strong: true };
const WEAK: TestPerson = { roles: ['central-lead'], subject: 'chen', name: '陳志明' };
const ANALYST: TestPerson = { roles: ['central-analyst'], subject: 'lin', name: '林怡君', strong: true };
const WANG: TestPerson = { roles: ['county-manager'], county: TAIPEI, subject: 'wang', name: '王淑芬', strong: true };
const AUDITOR: TestPerson = { roles: ['auditor'], subject: 'tsai', name: '蔡美玲', strong: true };

const FILE = readFileSync(resolve(import.meta.dirname, '../../deploy/local/demonstration/directory.yaml'), 'utf8');
const AGENCY = `  - id: taipei-new-office
    county: '${TAIPEI}'
    name: { zh: 臺北市新設機關, en: New office of Taipei }
    protectedAddresses: 65536
    ranges: [10.${NEW_NETWORK}.0.0/16]
`;
/** Longer than Elasticsearch takes for a word that it would index. */
const PADDING = `# ${'一段很長的說明。'.repeat(12)}\n`.repeat(300);
const NEXT = `${FILE.trimEnd()}\n${AGENCY}${PADDING}`;
const SENSORS = `unregistered: count
heartbeat: PT1H
sensors:
  - { id: taipei-ips, speaksFor: { counties: ['${TAIPEI}'] } }
`;

describe('a directory that is uploaded', () => {
  const world = new SensorWorld();
  let other: GatewayProcess;

  beforeAll(async () => {
    await world.open(SENSORS);
    other = await startGateway(world.prefix, { LIANFANG_SENSORS: world.file('sensors.yaml') });
  }, 240_000);

  afterAll(async () => {
    await other?.end();
    await world.close();
  });

  const gateway = (): GatewayProcess => {
    if (!world.gateway) throw new Error('The gateway was not started.');
    return world.gateway;
  };
  const check = async (text: string, person = CHEN): Promise<Response> =>
    writeTo(gateway(), { method: 'POST', path: '/api/v1/directory/check', body: { text } }, person);
  const checked = async (text: string) => directoryCheck.parse(await (await check(text)).json());
  const take = (text: string, basedOn: string, person = CHEN): Promise<Response> =>
    writeTo(
      gateway(),
      { method: 'PUT', path: '/api/v1/directory', body: { text, basedOn, reason: '新設機關納管' } },
      person,
    );
  const namesAt = async (at: GatewayProcess): Promise<string[]> => {
    const summary = directorySummary.parse(await at.json(`/api/v1/directory?county=${TAIPEI}`, WANG));
    return summary.counties.flatMap(({ agencyNames }) => Object.keys(agencyNames ?? {}));
  };
  /** Events by agency, as they are stored by the minute. */
  async function counted(agency: string): Promise<number> {
    const rows = await allStored(world.client, world.names.rowsMinute).catch(() => []);
    return rows
      .filter(({ source }) => source['kind'] === 'agencies' && source['agency'] === agency)
      .reduce((sum, { source }) => sum + Number(source['count']), 0);
  }

  it('is checked by line, and changes nothing', async () => {
    const bad = await checked(FILE.replace(/protectedAddresses: \d+/, 'protectedAddresses: many'));
    expect(bad.problems).toEqual([
      {
        line: expect.any(Number) as number,
        code: 'protected-addresses',
        values: { text: 'many' },
        reason: expect.stringContaining('many') as string,
      },
    ]);
    expect(bad.diff).toBeNull();
    const good = await checked(NEXT);
    expect(good).toMatchObject({ problems: [], warnings: [] });
    expect(good.diff).toMatchObject({ added: [{ id: 'taipei-new-office' }], removed: [], changed: [] });
    expect(good.diff?.counties.map(({ code }) => code)).toEqual([TAIPEI]);
    expect(await namesAt(gateway())).not.toContain('taipei-new-office');
    const versions = directoryVersions.parse(await other.json('/api/v1/directory/versions', CHEN));
    expect(versions).toMatchObject({ current: { revision: 0, hash: good.basedOn, by: null }, earlier: [] });
  });

  it('is for a lead of the centre who has signed in strongly', async () => {
    for (const person of [WEAK, ANALYST, WANG, AUDITOR]) {
      expect((await check(FILE, person)).status).toBe(403);
      expect((await take(NEXT, '0'.repeat(64), person)).status).toBeGreaterThanOrEqual(403);
    }
  });

  it('is refused where a sensor names what it lacks, or another one is in force', async () => {
    const { basedOn } = await checked(NEXT);
    const agencies = FILE.slice(FILE.indexOf('agencies:')).split(/(?=^ {2}- id: )/m);
    const counties = FILE.slice(0, FILE.indexOf('agencies:'));
    const others = agencies.filter((text) => !text.includes(`county: '${TAIPEI}'`)).join('');
    const emptied = await checked(counties + others);
    expect(emptied.problems).toEqual([]);
    expect(emptied.warnings).toContainEqual(expect.objectContaining({ code: 'county-empty', county: TAIPEI }));
    const without = counties.replace(new RegExp(`^.*'${TAIPEI}'.*\n`, 'm'), '') + others;
    expect((await checked(without)).problems.map(({ line }) => line)).toContain(0);
    expect((await take(without, basedOn)).status).toBe(400);
    expect((await take(NEXT, '0'.repeat(64))).status).toBe(409);
  });

  it('counts for the agencies of the new one, at every gateway, and is in the audit', async () => {
    await world.send(world.alerts('taipei-ips', NEW_NETWORK, 2));
    await world.settled();
    expect(await counted('taipei-new-office')).toBe(0);
    const { basedOn, hash } = await checked(NEXT);
    const answer = await take(NEXT, basedOn);
    expect([answer.status, directoryVersion.parse(await answer.json())]).toEqual([
      200,
      expect.objectContaining({ revision: 1, hash, by: '陳志明', reason: '新設機關納管' }),
    ]);
    expect(await namesAt(gateway())).toContain('taipei-new-office');
    await untilStored(async () => (await namesAt(other)).includes('taipei-new-office'), 'the other gateway follows');
    await untilStored(() => Promise.resolve(world.collector?.log().includes(hash)), 'the collector follows');
    // A chunk that has begun keeps its directory: the next one has the new.
    let isCounted = false;
    const load = world.loadUntil(
      () => isCounted,
      () => world.alerts('taipei-ips', NEW_NETWORK, 1),
    );
    try {
      await untilStored(async () => (await counted('taipei-new-office')) > 0, 'events are counted for the new agency');
    } finally {
      isCounted = true;
      await load;
    }
    const text = directoryText.parse(await other.json('/api/v1/directory/text', CHEN));
    expect(text).toEqual({ revision: 1, hash, text: NEXT });
    const { items } = auditPage.parse(await other.json('/api/v1/audit?size=200', AUDITOR));
    expect(items.map(({ what, purpose }) => `${what} ${String(purpose)}`)).toContain(
      'PUT /api/v1/directory 新設機關納管',
    );
    expect((await take(FILE, basedOn)).status).toBe(409);
  }, 180_000);

  it('stays when programs are started again, whatever the file says', async () => {
    await gateway().end();
    await world.collector?.end('SIGTERM');
    world.gateway = await startGateway(world.prefix, { LIANFANG_SENSORS: world.file('sensors.yaml') });
    world.startCollector();
    expect(await namesAt(gateway())).toContain('taipei-new-office');
    const before = await counted('taipei-new-office');
    await world.send(world.alerts('taipei-ips', NEW_NETWORK, 3));
    await untilStored(
      async () => (await counted('taipei-new-office')) >= before + 3,
      'the new agency is still counted',
    );
    const { current, earlier } = directoryVersions.parse(await gateway().json('/api/v1/directory/versions', CHEN));
    expect([current.revision, earlier.map(({ revision }) => revision)]).toEqual([1, [0]]);
  }, 180_000);
});
