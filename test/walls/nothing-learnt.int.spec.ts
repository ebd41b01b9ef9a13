import { request } from 'node:http';
import type { BreakdownAnswer, EvidencePage, SensorPage } from '@lianfang/contract';
import { eventually } from '@lianfang/testing';
import { DAY_MS } from '@lianfang/views';
import { comparable } from './matrix';
import { FOREIGN, foreignTraces, NOWHERE, OWN, THIRD, UNLOCATED_PLACE } from './places';
import { settled } from './unmoved';
import { VISITORS } from './visitors';
import { WallWorld, type Answered, type Asked, type Asker } from './wall-world';

const MANAGER = VISITORS['county-manager'];
const ANALYST = VISITORS['central-analyst'];

/** How long an answer takes is not looked at: a scoped query of Elasticsearch is not of constant time. */
describe('a crafted request of a county manager', () => {
  const world = new WallWorld();
  const time = `from=${world.range.from}&to=${world.range.to}`;
  const evidence = `/api/v1/evidence?${time}`;

  beforeAll(() => world.open());
  afterAll(() => world.close());

  const ask = (path: string, asked?: Asked, asker: Asker = MANAGER): Promise<Answered> => world.ask(asker, path, asked);
  const json = async <T>(path: string, asker: Asker = MANAGER): Promise<T> =>
    JSON.parse((await world.ask(asker, path)).body) as T;
  const cursorOf = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

  /** Asks, and looks for what is foreign in all that comes back. */
  async function silent(path: string, asked?: Asked): Promise<Answered> {
    const answered = await ask(path, asked);
    expect([path, foreignTraces(`${[...answered.headers].join('\n')}\n${answered.body}`)]).toEqual([path, []]);
    return answered;
  }

  /** Two questions that must look the same from outside. */
  async function alike(one: string, other: string, asked?: Asked): Promise<Answered> {
    const [first, second] = [await silent(one, asked), await silent(other, asked)];
    expect([one, comparable(first)]).toEqual([one, comparable(second)]);
    return first;
  }

  /** Announces a body of a hundred megabytes. */
  function statusOfHuge(path: string): Promise<number | undefined> {
    const headers = { 'content-type': 'application/json', 'content-length': String(100 * 1024 * 1024) };
    return new Promise((resolve) => {
      const sent = request(new URL(path, world.url), { method: 'POST', headers }, ({ statusCode }) => {
        resolve(statusCode);
        sent.destroy();
      });
      sent.on('error', () => resolve(undefined));
      sent.write('{');
    });
  }

  describe('asks for what belongs to others', () => {
    it('gets the same for another county’s event as for one that does not exist, by the same single query', async () => {
      const search = world.names.evidence;
      const asked: string[][] = [];
      for (const id of [world.evidenceId(FOREIGN), `${world.topic}.1.0.909`, `${world.topic}.7.3.1`]) {
        const questions = await world.store.during(search, () => ask(`/api/v1/evidence/${id}`));
        const [, epoch = '', partition = '', offset = ''] = /\.(\d+)\.(\d+)\.(\d+)$/.exec(id) ?? [];
        const key = `${world.topic}/${epoch}/${partition}/${offset}`;
        asked.push(questions.map(({ method, path, body }) => `${method} ${path} ${body.replaceAll(key, 'KEY')}`));
      }
      expect(asked[0]).toHaveLength(1);
      expect(asked[0]?.[0]).toContain(`{"term":{"county":"${OWN.county}"}}`);
      expect(asked).toEqual([asked[0], asked[0], asked[0]]);
      const nothing = `/api/v1/evidence/${world.topic}.1.0.909`;
      for (const place of [FOREIGN, THIRD, UNLOCATED_PLACE]) {
        const { status } = await alike(`/api/v1/evidence/${world.evidenceId(place)}`, nothing);
        expect(status).toBe(404);
      }
    });

    it.each([
      'series?interval=hour',
      'breakdown?by=agency',
      'top?of=sources',
      'distinct-sources?',
      'sensors?',
      'directory?',
      'posture?',
      'posture/history?',
      'shared/sources?',
    ])('gets the same for another county as for none: %s', async (question) => {
      const range = /series|breakdown|history/.test(question) ? `&${time}` : '';
      const path = (county: string): string => `/api/v1/${question}${range}&county=${county}`;
      const rows = (county: string) => world.store.during(world.prefix, () => ask(path(county)));
      const { status } = await alike(path(FOREIGN.county), path(NOWHERE));
      expect(status).toBe(404);
      const [foreign, nowhere] = [await rows(FOREIGN.county), await rows(NOWHERE)];
      // Decided from what is in memory, before anything is read.
      const about = (found: typeof foreign) => found.filter(({ body }) => body.includes('{"term":{"county"'));
      expect([about(foreign), about(nowhere)]).toEqual([[], []]);
    });

    it.each([
      ['an agency', `agency=${FOREIGN.mark}-agency`, 'agency=nobody'],
      ['a rule by its name', `rule=${FOREIGN.mark}-rule`, 'rule=nothing'],
      ['a rule by its id', `rule=${FOREIGN.mark}`, 'rule=nothing'],
      ['an attacker', `address=203.0.113.${FOREIGN.network}`, 'address=192.0.2.1'],
      ['a network', `address=10.${FOREIGN.network}.0.0/16`, 'address=10.250.0.0/16'],
      ['the masked side of one’s own event', `address=10.${FOREIGN.network}.0.9`, 'address=10.250.0.9'],
    ])('finds no more by %s than by nothing', async (_what, term, none) => {
      const [found, nothing] = [
        await json<EvidencePage>(`${evidence}&${term}`),
        await json<EvidencePage>(`${evidence}&${none}`),
      ];
      expect([found.items, found.matched, found.cursor]).toEqual([[], { records: 0, atLeast: false }, null]);
      const centre = await json<EvidencePage>(`${evidence}&${term}`, ANALYST);
      expect(centre.matched.records).toBeGreaterThan(0);
      expect(found.among).toEqual(nothing.among);
      expect(foreignTraces(JSON.stringify(found))).toEqual([]);
    });

    it('sees of an event that touches another county its own side alone', async () => {
      const { body, status } = await silent(`/api/v1/evidence/${world.evidenceId(OWN, 'began')}`);
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ masked: 'source', original: null, source: { ip: null, port: null } });
    });

    it('gets no term, and no count of one, that only others have', async () => {
      for (const by of ['county', 'agency', 'category', 'severity', 'country', 'direction']) {
        const { body } = await silent(`/api/v1/breakdown?${time}&by=${by}&limit=1000`);
        const { items, others, unassigned, overflow, total } = JSON.parse(body) as BreakdownAnswer;
        expect([by, items.length, others.keys]).toEqual([by, 1, 0]);
        expect([unassigned.blocked, overflow.blocked, total.blocked]).toEqual([0, 0, OWN.now + OWN.past]);
      }
      const counted = await json<SensorPage>('/api/v1/sensors?size=500');
      expect(Object.values(counted.counts).reduce((sum, count) => sum + count, 0)).toBe(1);
      for (const subject of ['sources', 'rules', 'ports']) {
        const { body } = await silent(`/api/v1/top?of=${subject}&limit=100&hours=24`);
        expect((JSON.parse(body) as { entries: unknown[] }).entries).toHaveLength(1);
      }
    });
  });

  describe('goes where its pages do not lead', () => {
    it('finds nothing beyond the end, nor by cursors of another scope', async () => {
      const far = cursorOf([0, 0, 0, '', 0]);
      const top = cursorOf([Date.now() + DAY_MS, 1_000_000, 0, world.topic, 1]);
      const { cursor: theirs } = await json<EvidencePage>(`${evidence}&size=1`, ANALYST);
      for (const cursor of [far, top, theirs]) {
        // A place in the log that one makes up would say, by what comes after it, how many others lie between.
        expect((await silent(`${evidence}&cursor=${cursor}`)).status).toBe(400);
      }
      const { cursor: sensors } = await json<SensorPage>('/api/v1/sensors?size=1', ANALYST);
      for (const cursor of [sensors ?? '', cursorOf({ after: null }), cursorOf({ after: '' })]) {
        await silent(`/api/v1/sensors?cursor=${cursor}`);
      }
    });

    it('learns nothing from ids and cursors: between two offsets of its own lie those of others', async () => {
      const { cursor, items } = await json<EvidencePage>(`${evidence}&size=1`);
      const told = [cursor ?? '', ...items.map(({ id }) => id)];
      for (const text of told) {
        expect(text).toMatch(/^[\w-]{40,}$/);
        expect(Buffer.from(text, 'base64url').toString('latin1')).not.toMatch(/threat|\d{3}/);
      }
      expect((await world.ask(MANAGER, `/api/v1/evidence/${items[0]?.id}`)).status).toBe(200);
      const other: Asker = { kind: 'person', person: { roles: ['county-manager'], county: FOREIGN.county } };
      expect((await world.ask(other, `/api/v1/evidence/${items[0]?.id}`)).status).toBe(404);
    });

    it.each([
      ['sort by a hidden field', '&sort=otherCountySide'],
      ['filter by a hidden field', '&initiatorCounty=64000'],
      ['a query language', '&q=county:64000'],
      ['a field to show', '&fields=event.original'],
      ['a scope of its own', '&scope=centre'],
      ['two counties', `&county=${OWN.county}&county=${FOREIGN.county}`],
      ['a list of counties', `&county[]=${FOREIGN.county}`],
      ['a county in an object', `&county[county]=${FOREIGN.county}`],
      ['two counties in one', `&county=${OWN.county},${FOREIGN.county}`],
      ['a wildcard', '&county=*'],
      ['a prototype key', '&__proto__=x'],
      ['another prototype key', '&constructor=x&hasOwnProperty=x'],
      ['a page of a thousand million', '&size=1000000000'],
      ['a page of none', '&size=-1'],
      ['a bad cursor', '&cursor=e30'],
      ['an address that is none', '&address=999.1.1.1'],
    ])('is refused with a word about the question alone: %s', async (_what, more) => {
      const { status, body } = await silent(evidence + more);
      expect(status).toBe(400);
      expect(body).not.toMatch(/elastic|index|shard|lianfang-|stack|at Object/i);
    });

    it('is refused a hundred years, a hundred thousand filters and a hundred megabytes', async () => {
      const century = 'from=1926-01-01T00:00:00Z&to=2026-01-01T00:00:00Z';
      for (const path of ['series?interval=minute&', 'series?interval=hour&', 'breakdown?by=county&', 'evidence?']) {
        expect([path, (await silent(`/api/v1/${path}${century}`)).status]).toEqual([path, 400]);
      }
      const filters = Array.from({ length: 1_000 }, (_unused, at) => `f${at}=1`).join('&');
      expect((await silent(`${evidence}&${filters}`)).status).toBe(400);
      const many = Array.from({ length: 100_000 }, () => 'f=1').join('&');
      expect((await silent(`${evidence}&${many}`)).status).toBe(431);
      expect(await statusOfHuge('/api/v1/rejected/resend')).toBe(413);
    });

    it('gets no further by other spellings of an address', async () => {
      const foreign = FOREIGN.county;
      const spellings = [
        `/api/v1/counties/${foreign}/`,
        `/api/v1//counties/${foreign}`,
        `/api/v1/counties/%36%34%30%30%30`,
        `/api/v1/counties/${foreign}%00`,
        `/api/v1/counties/${OWN.county}%2f..%2f${foreign}`,
        `/api/v1/counties/${OWN.county}/../${foreign}`,
        `/api/v1/counties/${OWN.county};county=${foreign}`,
        `/API/V1/counties/${foreign}`,
        `/%61pi/v1/counties/${foreign}`,
        `/%61pi/v1/overview`,
        `/api/v1/overview%20`,
        `/api/v1/total#x`,
        `/api/v1/rejected/${encodeURIComponent(world.letterId(FOREIGN))}`,
        `/api/v1/evidence/${world.evidenceId(FOREIGN).replaceAll('.', '%2e')}`,
      ];
      for (const path of spellings) {
        const { status, body } = await silent(path);
        const isPage = body.startsWith('<!doctype html>');
        expect([path, isPage || [403, 404, 400].includes(status)]).toEqual([path, true]);
      }
    });

    it('gets no further by other methods, or by headers that name another', async () => {
      for (const method of ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']) {
        const path = '/api/v1/counties';
        const { status } = await alike(`${path}/${FOREIGN.county}`, `${path}/${NOWHERE}`, { method });
        expect([404, 405]).toContain(status);
        await silent('/api/v1/overview', { method });
      }
      for (const header of ['x-http-method-override', 'x-original-url', 'x-rewrite-url', 'x-forwarded-prefix']) {
        const answered = await silent(`/api/v1/counties/${OWN.county}`, { headers: { [header]: '/api/v1/overview' } });
        expect([header, answered.status]).toEqual([header, 200]);
      }
      const origin = { origin: 'https://elsewhere.example' };
      const { headers } = await silent(`/api/v1/counties/${OWN.county}`, { headers: origin });
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    });
  });

  describe('comes after somebody else', () => {
    const questions = [
      `/api/v1/series?interval=hour&${time}`,
      `/api/v1/breakdown?by=county&${time}`,
      '/api/v1/top?of=rules',
      '/api/v1/distinct-sources',
      '/api/v1/sensors',
      '/api/v1/directory',
      '/api/v1/posture',
      evidence,
      `/api/v1/counties/${OWN.county}`,
    ];

    it.each(questions)('gets its own answer, from no cache and whatever it says it has: %s', async (path) => {
      const theirs = await ask(path, {}, ANALYST);
      const tags = {
        'if-none-match': theirs.headers.get('etag') ?? '*',
        'if-modified-since': new Date().toUTCString(),
      };
      const own = await silent(path, { headers: tags });
      expect(own.status).toBe(200);
      const again = await ask(path, { headers: tags }, ANALYST);
      expect(settled(again)).toBe(settled(theirs));
      expect(own.headers.get('cache-control')).toBe('no-store');
      expect([...own.headers.keys()]).not.toEqual(expect.arrayContaining(['etag', 'last-modified', 'age']));
    });

    it.each(['/auth/session', '/%61pi/v1/directory', '/api/v1/nothing', '/metrics'])(
      'is answered so that no cache between keeps it: %s',
      async (path) => {
        expect((await silent(path)).headers.get('cache-control')).toBe('no-store');
      },
    );

    it('gets the same whatever way an answer is compressed', async () => {
      for (const encoding of ['identity', 'gzip', 'br']) {
        const { body } = await silent(`/api/v1/counties/${OWN.county}`, { headers: { 'accept-encoding': encoding } });
        expect(JSON.parse(body)).toMatchObject({ county: OWN.county });
      }
    });
  });

  it('gets the same when only what belongs to others has changed', async () => {
    const paths = [
      ...['hour', 'day', 'minute'].map((interval) => `/api/v1/series?interval=${interval}&${time}`),
      ...['county', 'agency', 'category', 'country'].map((by) => `/api/v1/breakdown?by=${by}&${time}`),
      ...['sources', 'rules', 'ports'].map((of) => `/api/v1/top?of=${of}`),
      '/api/v1/distinct-sources',
      '/api/v1/sensors',
      '/api/v1/directory',
      '/api/v1/posture',
      `/api/v1/posture/history?county=${OWN.county}&${time}`,
      '/auth/session',
      evidence,
      `${evidence}&size=1`,
      `/api/v1/evidence/${world.evidenceId(OWN)}`,
      `/api/v1/evidence/${world.evidenceId(OWN, 'began')}`,
      `/api/v1/counties/${OWN.county}`,
      `/api/v1/counties/${FOREIGN.county}`,
      '/api/v1/overview',
      '/api/v1/ledger',
      '/api/v1/rejected',
      '/health/ready',
      '/metrics',
    ];
    const all = async (): Promise<string[]> => {
      const answers: string[] = [];
      for (const path of paths) answers.push(`${path}\n${settled(await ask(path))}`);
      return answers;
    };
    const before = await all();
    const nation = async (): Promise<number> => (await json<{ total: number }>('/api/v1/total', ANALYST)).total;
    const was = await nation();
    await world.changeOthers();
    await eventually(async () => (await nation()) > was, { because: 'the centre sees what has changed' });
    const standings = async (): Promise<string> => (await ask('/api/v1/posture', {}, ANALYST)).body;
    await eventually(async () => (await standings()).includes('"score":40'), { because: 'others stand otherwise' });
    const agencies = async (): Promise<string> => (await ask('/api/v1/directory?county=64000', {}, ANALYST)).body;
    await eventually(async () => (await agencies()).includes(`${FOREIGN.mark}-later`), {
      because: 'the directory is read again',
    });
    expect(await all()).toEqual(before);
  });
});
