import { writeFileSync } from 'node:fs';
import { ROLES } from '@lianfang/access';
import { clientMessage, serverFrame, viewName } from '@lianfang/contract';
import { z } from 'zod';
import { entriesFor, MESSAGES, VIEWS } from './entries';
import { walkFrames } from './frames';
import { walkRoutes, type Walk } from './matrix';
import { disagreements } from './routes';
import { faultOf, INDEX_SHAPES, type Shape } from './shapes';
import { VISITOR_NAMES } from './visitors';
import { WallWorld } from './wall-world';

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** What `npm run test:walls` says last. */
const summary = { routes: 0, frames: 0, cells: 0, leaks: 0 };
let walked = 0;

describe('the wall', () => {
  const world = new WallWorld();
  const entries = entriesFor(world.range);
  let operations: ReadonlyMap<string, Operation>;

  beforeAll(async () => {
    await world.open();
    const { body } = await world.ask({ kind: 'nobody' }, '/api/openapi.json');
    const { paths } = JSON.parse(body) as { paths: Record<string, Record<string, Operation>> };
    operations = new Map(
      Object.entries(paths).flatMap(([path, item]) =>
        Object.entries(item).map(([verb, operation]) => [`${verb.toUpperCase()} ${path}`, operation] as const),
      ),
    );
  });

  afterAll(async () => {
    await world.close();
    const file = process.env['LIANFANG_WALLS_SUMMARY'];
    // Of a walk that did not come to its end nothing is said.
    if (file !== undefined && walked === 2) writeFileSync(file, JSON.stringify(summary));
  });

  function note(walk: Walk): void {
    walked += 1;
    summary.cells += walk.cells;
    summary.leaks += walk.faults.filter(({ kind }) => kind !== 'blind').length;
  }

  it('is walked by every role', () => {
    for (const role of ROLES) expect(VISITOR_NAMES.filter((name) => name.startsWith(role))).not.toEqual([]);
  });

  it('knows every route that is served and described', () => {
    const names = Object.keys(entries);
    expect(disagreements({ adapter: world.routes, document: [...operations.keys()], entries: names })).toEqual([]);
    summary.routes = names.length;
  });

  it('knows every export: what is answered as something else than JSON or a page', () => {
    const files = [...operations].filter(([, { responses }]) => {
      const types = Object.keys(responses['200']?.content ?? {});
      return types.some((type) => !type.startsWith('application/json') && type !== 'text/plain');
    });
    const exported = Object.entries(entries).filter(([, { isExport }]) => isExport);
    expect(files.map(([name]) => name)).toEqual(exported.map(([name]) => name));
  });

  it('knows every kind of view and of message', () => {
    const pattern = z.toJSONSchema(viewName).pattern ?? '';
    const kinds = pattern.replace(/^\^\((.*)\)\$$/, '$1').split('|');
    expect(kinds.sort()).toEqual(Object.keys(VIEWS).sort());
    const types = (schema: typeof clientMessage | typeof serverFrame): string[] =>
      schema.options.map(({ shape }) => shape.type.value).sort();
    expect({ client: types(clientMessage), server: types(serverFrame) }).toEqual(MESSAGES);
    summary.frames = kinds.length;
  });

  it('stands around everything that is stored: no index and no template without a county, or a reason', async () => {
    const keys = new Map(Object.entries(world.names).map(([key, name]) => [name as string, key]));
    const shapes: Readonly<Record<string, Shape>> = INDEX_SHAPES;
    const stored = await world.storedFields();
    expect(new Set(stored.map(([name]) => name)).size).toBe(keys.size);
    expect(stored.flatMap(([name, fields]) => faultOf(name, shapes[keys.get(name) ?? ''], fields) ?? [])).toEqual([]);
  });

  it('holds for every route, role and county', async () => {
    const walk = await walkRoutes(world, entries);
    note(walk);
    expect(walk.faults).toEqual([]);
    // Some thousand questions, one after the other.
  }, 180_000);

  it('holds for every frame, role and county', async () => {
    const walk = await walkFrames(world);
    note(walk);
    expect(walk.faults).toEqual([]);
  });
});
