import { CENTRE_ONLY } from '@lianfang/contract';
import { AUDIT_DESK } from '../../apps/gateway/src/audit/audit-tokens';
import type { AuditDesk } from '../../apps/gateway/src/audit/audit-desk';
import { ProblemError } from '../../apps/gateway/src/api/problem-error';
import type { Figures } from '../../apps/gateway/src/board/figures';
import type { EvidenceDesk } from '../../apps/gateway/src/evidence/evidence-desk';
import type { SketchDesk } from '../../apps/gateway/src/sketches/sketch-desk';
import type { MiddleDesk } from '../../apps/gateway/src/across-counties/middle-desk';
import type { SourcesDesk } from '../../apps/gateway/src/across-counties/sources-desk';
import type { PostureDesk } from '../../apps/gateway/src/posture/posture-desk';
import {
  EVIDENCE_DESK,
  FIGURES,
  MIDDLE_DESK,
  POSTURE_DESK,
  SKETCH_DESK,
  SOURCES_DESK,
} from '../../apps/gateway/src/tokens';
import { SocketViewer } from '../../apps/gateway/src/live/socket-viewer';
import { entriesFor } from './entries';
import { walkFrames } from './frames';
import { walkRoutes, type Fault } from './matrix';
import { disagreements } from './routes';
import { FOREIGN, OWN } from './places';
import { WallWorld } from './wall-world';

/** A checker is trusted after it has found what was planted: each known kind of bug is put in, found, and taken out. */
describe('the matrix finds', () => {
  const world = new WallWorld();
  const entries = entriesFor(world.range);

  beforeAll(() => world.open());
  afterAll(() => world.close());

  const faultsOf = async (route: string): Promise<readonly Fault[]> => (await walkRoutes(world, entries, route)).faults;
  const kindsAt = (faults: readonly Fault[], cell: string): string[] =>
    faults.filter((fault) => fault.cell.includes(cell)).map(({ kind }) => kind);

  it('a desk that forgets its scope', async () => {
    const desk = world.application.get<EvidenceDesk>(EVIDENCE_DESK);
    const list = desk.list.bind(desk);
    jest.spyOn(desk, 'list').mockImplementation((query) => list(query, CENTRE_ONLY));
    const faults = await faultsOf('GET /api/v1/evidence');
    expect(kindsAt(faults, `county-manager about ${FOREIGN.county}`)).toEqual(['answer', 'leak']);
    expect(kindsAt(faults, 'county-manager about no county named')).toContain('leak');
    expect(kindsAt(faults, 'machine-client of a county')).toContain('leak');
    expect(kindsAt(faults, 'central-analyst')).toEqual([]);
  });

  it('an audit that tells a county who looked at others', async () => {
    const desk = world.application.get<AuditDesk>(AUDIT_DESK);
    const page = desk.page.bind(desk);
    jest.spyOn(desk, 'page').mockImplementation((query) => page(query, CENTRE_ONLY));
    const faults = await faultsOf('GET /api/v1/audit');
    expect(kindsAt(faults, `county-manager about ${FOREIGN.county}`)).toEqual(['answer', 'leak']);
    expect(kindsAt(faults, 'county-member about no county named')).toContain('leak');
    expect(kindsAt(faults, 'as auditor')).toEqual([]);
  });

  it('a single read that forgets its scope', async () => {
    const desk = world.application.get<EvidenceDesk>(EVIDENCE_DESK);
    const open = desk.open.bind(desk);
    jest.spyOn(desk, 'open').mockImplementation((id) => open(id, CENTRE_ONLY));
    const faults = await faultsOf('GET /api/v1/evidence/{id}');
    expect(kindsAt(faults, `county-member about ${FOREIGN.county}`)).toContain('leak');
  });

  it('a 403 where a 404 should be', async () => {
    const desk = world.application.get<EvidenceDesk>(EVIDENCE_DESK);
    const open = desk.open.bind(desk);
    jest.spyOn(desk, 'open').mockImplementation(async (id, scope) => {
      await open(id, CENTRE_ONLY);
      return open(id, scope).catch(() => Promise.reject(new ProblemError(403, 'Not yours', 'Ask for your own.')));
    });
    const faults = await faultsOf('GET /api/v1/evidence/{id}');
    expect(kindsAt(faults, `county-manager about ${FOREIGN.county}`)).toContain('answer');
    expect(kindsAt(faults, `county-manager about ${OWN.county}`)).toEqual([]);
  });

  it('a refusal in other words', async () => {
    const desk = world.application.get<EvidenceDesk>(EVIDENCE_DESK);
    const open = desk.open.bind(desk);
    jest.spyOn(desk, 'open').mockImplementation(async (id, scope) => {
      const isThere = await open(id, CENTRE_ONLY).then(
        () => true,
        () => false,
      );
      return open(id, scope).catch((error: unknown) => {
        throw isThere ? new ProblemError(404, 'Not found', 'There is no such event for you.') : error;
      });
    });
    const faults = await faultsOf('GET /api/v1/evidence/{id}');
    expect(kindsAt(faults, `county-manager about ${FOREIGN.county}`)).toEqual(['difference']);
  });

  it('a cache that two scopes share', async () => {
    const desk = world.application.get<SketchDesk>(SKETCH_DESK);
    const top = desk.top.bind(desk);
    const kept = new Map<string, ReturnType<typeof top>>();
    jest.spyOn(desk, 'top').mockImplementation((query, scope) => {
      const key = JSON.stringify(query);
      const answer = kept.get(key) ?? top(query, scope);
      if (!kept.has(key)) kept.set(key, answer);
      return answer;
    });
    const faults = await faultsOf('GET /api/v1/top');
    expect(kindsAt(faults, 'county-manager about no county named')).toContain('leak');
  });

  it('a posture that is shown to whoever asks', async () => {
    const desk = world.application.get<PostureDesk>(POSTURE_DESK);
    const [now, history] = [desk.now.bind(desk), desk.history.bind(desk)];
    jest.spyOn(desk, 'now').mockImplementation((query) => now(query, CENTRE_ONLY));
    jest.spyOn(desk, 'history').mockImplementation((query) => history(query, CENTRE_ONLY));
    const faults = await faultsOf('GET /api/v1/posture');
    expect(kindsAt(faults, `county-manager about ${FOREIGN.county}`)).toEqual(['answer', 'leak']);
    expect(kindsAt(faults, 'county-member about no county named')).toContain('leak');
    expect(kindsAt(await faultsOf('GET /api/v1/posture/history'), `county-manager about ${FOREIGN.county}`)).toEqual([
      'answer',
      'leak',
    ]);
  });

  it('a middle of one county, and sources that are another’s', async () => {
    const middle = world.application.get<MiddleDesk>(MIDDLE_DESK);
    const told = middle.answer();
    jest.spyOn(middle, 'answer').mockReturnValue({ ...told, blockedPerMinutePer1000: FOREIGN.now });
    expect(kindsAt(await faultsOf('GET /api/v1/shared/middle'), 'county-manager')).toContain('leak');
    const sources = world.application.get<SourcesDesk>(SOURCES_DESK);
    const answer = sources.answer.bind(sources);
    jest.spyOn(sources, 'answer').mockImplementation(async (query, scope) => {
      const items = [{ source: `203.0.113.${FOREIGN.network}`, events: 1, counties: 5 }];
      return { ...(await answer(query, scope)), items };
    });
    const faults = await faultsOf('GET /api/v1/shared/sources');
    expect(kindsAt(faults, `county-manager about ${OWN.county}`)).toEqual(['leak']);
  });

  it('a count that is the nation’s', async () => {
    const figures = world.application.get<Figures>(FIGURES);
    const county = figures.county.bind(figures);
    jest.spyOn(figures, 'county').mockImplementation((code) => {
      const view = county(code);
      return view && { ...view, freshness: { ...view.freshness, pending: figures.total().total } };
    });
    const faults = await faultsOf('GET /api/v1/counties/{code}');
    expect(kindsAt(faults, `county-manager about ${OWN.county}`)).toEqual(['leak']);
  });

  it('an error that names what it refuses', async () => {
    const desk = world.application.get<SketchDesk>(SKETCH_DESK);
    jest.spyOn(desk, 'distinct').mockImplementation(() => {
      throw new ProblemError(404, 'Not found', `There is no such county. Ask for ${FOREIGN.name.zh}.`);
    });
    expect(kindsAt(await faultsOf('GET /api/v1/distinct-sources'), 'county-manager')).toContain('leak');
  });

  it('a desk that shows nothing to anybody, under which every wall would hold', async () => {
    const desk = world.application.get<SketchDesk>(SKETCH_DESK);
    const top = desk.top.bind(desk);
    jest.spyOn(desk, 'top').mockImplementation(async (query, scope) => {
      return { ...(await top(query, scope)), county: null, events: 0, entries: [] };
    });
    expect((await faultsOf('GET /api/v1/top')).map(({ kind }) => kind)).toEqual(['blind']);
  });

  it('a socket that asks nobody whether they may, and a view that moves with others', async () => {
    jest.spyOn(SocketViewer.prototype, 'mayView').mockReturnValue(true);
    const figures = world.application.get<Figures>(FIGURES);
    const county = figures.county.bind(figures);
    jest.spyOn(figures, 'county').mockImplementation((code) => {
      const view = county(code);
      return view && { ...view, figures: { ...view.figures, outboundLastHour: figures.total().total % 1_000 } };
    });
    const { faults } = await walkFrames(world);
    const own = `county:${OWN.county} as county-manager`;
    expect(faults.filter(({ cell }) => cell === own).map(({ seen }) => seen)).toEqual(['moves with others: figures']);
    expect(kindsAt(faults, `county:${FOREIGN.county} as county-manager`)).toEqual(
      expect.arrayContaining(['answer', 'leak']),
    );
    expect(kindsAt(faults, 'situation as auditor')).toEqual(['answer', 'leak', 'leak']);
    expect(kindsAt(faults, 'situation as central-lead')).toEqual([]);
  });

  it('a route that is served and nowhere described, or that nobody walks', () => {
    const names = Object.keys(entries);
    const planted = [...world.routes, { method: 'GET', path: '/api/v1/planted/:id' }];
    const document = [...world.routes.map(({ method, path }) => `${method} ${path}`)];
    const found = disagreements({ adapter: planted, document, entries: names });
    expect(found).toContain('GET /api/v1/planted/{id} is served and not described');
    expect(found).toContain('GET /api/v1/planted/{id} has no entry in the matrix');
  });
});
