import { runInInjectionContext } from '@angular/core';
import type { SavedViewItem } from '@lianfang/contract';
import { fakeServer } from './fake-server';
import { SavedViewSource } from './saved-view-source';

const VIEW: SavedViewItem = {
  id: '6c1e36a5-0f5b-4f7e-9a43-0f2b1f9d6a11',
  by: '林怡君',
  name: '本週攔阻',
  screen: 'explore',
  question: '?range=7d',
  shared: false,
  at: 1_000,
  revision: 1,
  own: true,
};
const ORDER = { name: VIEW.name, screen: VIEW.screen, question: VIEW.question, shared: false } as const;
const CONFLICT = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'Read it again.', requestId: 'r' };

describe('saved views, as screens ask for them', () => {
  let restore = (): void => undefined;
  afterEach(() => restore());

  function setUp(answer: Parameters<typeof fakeServer>[0]) {
    const { injector, sent, ...fake } = fakeServer(answer);
    ({ restore } = fake);
    return { source: runInInjectionContext(injector, () => new SavedViewSource()), sent };
  }

  it('are there once they were asked for, and again after each write', async () => {
    const views: SavedViewItem[] = [];
    const { source, sent } = setUp(({ method }) => {
      if (method === 'POST') views.push(VIEW);
      if (method === 'DELETE') views.splice(0);
      return { status: 200, body: method === 'GET' ? { items: [...views] } : VIEW };
    });
    await source.all.refresh();
    expect(source.all.value()).toEqual({ items: [] });
    expect(await source.save(ORDER)).toMatchObject({ kind: 'answer', value: VIEW });
    expect(source.all.value()).toEqual({ items: [VIEW] });
    expect(await source.change(VIEW.id, { ...ORDER, revision: 1 })).toMatchObject({ kind: 'answer' });
    expect(await source.delete(VIEW.id)).toMatchObject({ kind: 'answer', value: VIEW });
    expect(source.all.value()).toEqual({ items: [] });
    source.all.stop();
    const writes = sent.filter(({ method }) => method !== 'GET');
    expect(writes).toEqual([
      { method: 'POST', path: '/api/v1/saved-views', body: ORDER },
      { method: 'PUT', path: `/api/v1/saved-views/${VIEW.id}`, body: { ...ORDER, revision: 1 } },
      { method: 'DELETE', path: `/api/v1/saved-views/${VIEW.id}`, body: {} },
    ]);
  });

  it('are asked for again when a write was refused, and the refusal is handed on', async () => {
    const { source, sent } = setUp(({ method }) =>
      method === 'GET' ? { status: 200, body: { items: [VIEW] } } : { status: 409, body: CONFLICT },
    );
    const answer = await source.change(VIEW.id, { ...ORDER, revision: 1 });
    source.all.stop();
    expect(answer).toEqual({ kind: 'problem', problem: CONFLICT });
    expect(sent.map(({ method }) => method)).toEqual(['PUT', 'GET']);
    expect(source.all.value()).toEqual({ items: [VIEW] });
  });
});
