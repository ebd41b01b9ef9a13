import { auditPage } from '@lianfang/contract';
import { eventually } from '@lianfang/testing';
import { AuditLog } from '../../apps/gateway/src/audit/audit-log';
import { entriesFor, type Entry } from './entries';
import { FOREIGN, OWN } from './places';
import { VISITORS } from './visitors';
import { WallWorld } from './wall-world';

/** What the table of entries says that somebody of the centre may see of one county. */
function isShownToTheCentre([, { about, may, asked }]: readonly [string, Entry]): boolean {
  const isOfCounty = about === 'county' || about === 'evidence';
  return isOfCounty && asked === undefined && may !== 'everybody' && may.includes('central-analyst');
}

/** Views of the nation, which name no county. */
const NATIONAL: readonly (readonly [string, Pick<Entry, 'about' | 'path'>])[] = ['total', 'overview', 'ledger'].map(
  (name) => [name, { about: 'no county', path: () => `/api/v1/${name}` }],
);

/** The audit's own matrix: every route that shows a county's data tells of whoever comes from elsewhere. */
describe('whoever of elsewhere asks about a county is told of', () => {
  const world = new WallWorld();
  const routes = Object.entries(entriesFor(world.range)).filter(isShownToTheCentre);

  beforeAll(() => world.open());
  afterAll(() => world.close());

  async function ask([, { about, path }]: readonly [string, Entry]): Promise<number> {
    const place = about === 'evidence' ? world.evidenceId(FOREIGN) : FOREIGN.county;
    return (await world.ask(VISITORS['central-analyst'], path(place))).status;
  }

  async function told(): Promise<Set<string>> {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const question = `/api/v1/audit?county=${FOREIGN.county}&about=own&action=read&size=200&from=${since}`;
    const { body } = await world.ask(VISITORS.auditor, question);
    return new Set(auditPage.parse(JSON.parse(body)).items.map(({ what }) => what));
  }

  it('by every route that the matrix has', async () => {
    expect(routes.length).toBeGreaterThan(7);
    for (const route of routes) expect([route[0], await ask(route)]).toEqual([route[0], 200]);
    const names = routes.map(([name]) => name).sort();
    await eventually(
      async () =>
        names.every(
          (
            (seen) => (name: string) =>
              seen.has(name)
          )(await told()),
        ),
      {
        because: 'every route is in the audit',
        timeoutMs: 30_000,
      },
    );
  });

  it('and not of the middle of all: it is nobody’s', async () => {
    const analyst = VISITORS['central-analyst'];
    expect((await world.ask(analyst, '/api/v1/shared/middle')).status).toBe(200);
    expect((await world.ask(analyst, '/api/v1/overview')).status).toBe(200);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const question = `/api/v1/audit?county=every&action=read&size=200&from=${since}`;
    const names = async (): Promise<string[]> => {
      const { body } = await world.ask(VISITORS.auditor, question);
      return auditPage.parse(JSON.parse(body)).items.map(({ what }) => what);
    };
    await eventually(async () => (await names()).includes('GET /api/v1/overview'), {
      because: 'reads are in the audit',
    });
    expect(await names()).not.toContain('GET /api/v1/shared/middle');
    expect(await told()).not.toContain('GET /api/v1/shared/middle');
  });

  it('under its own name, whatever else is written into the question', async () => {
    const unasked = routes.filter(([, { path }]) => !path('x').includes('county=x'));
    expect(unasked.map(([name]) => name)).toContain('GET /api/v1/counties/{code}');
    for (const [name, { about, path }] of [...unasked, ...NATIONAL]) {
      const place = about === 'evidence' ? world.evidenceId(FOREIGN) : FOREIGN.county;
      for (const more of ['county=unlocated', `county=${OWN.county}`]) {
        const { status } = await world.ask(VISITORS['central-analyst'], `${path(place)}?${more}`);
        expect([name, more, status]).toEqual([name, more, 400]);
      }
    }
  });

  it('before the answer: a log that does not take it leaves them without', async () => {
    const away = jest.spyOn(AuditLog.prototype, 'record').mockRejectedValue(new Error('planted'));
    const other = { ...VISITORS['central-analyst'], person: { roles: ['central-analyst'], subject: 'somebody else' } };
    for (const [name, { about, path }] of routes) {
      const place = about === 'evidence' ? world.evidenceId(FOREIGN) : FOREIGN.county;
      const { status, body } = await world.ask(other, path(place));
      expect([name, status, body.includes(FOREIGN.mark)]).toEqual([name, 500, false]);
    }
    away.mockRestore();
  });
});
