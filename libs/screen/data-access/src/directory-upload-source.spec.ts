import { runInInjectionContext } from '@angular/core';
import { DirectoryUploadSource } from './directory-upload-source';
import { fakeServer } from './fake-server';

const HASH = 'a'.repeat(64);
const VERSION = {
  revision: 2,
  hash: HASH,
  at: 1_000,
  by: '陳志明',
  reason: '新設機關',
  counties: 22,
  agencies: 214,
  protectedAddresses: 1_000,
};
const TEXT = 'counties: []\n';
const ORDER = { text: TEXT, basedOn: HASH, reason: '新設機關' };

function bodyOf(method: string, path: string): unknown {
  if (path.endsWith('/check')) return { hash: HASH, basedOn: HASH, problems: [], warnings: [], diff: null };
  if (path.endsWith('/versions')) return { current: VERSION, earlier: [] };
  return method === 'PUT' ? VERSION : { revision: 1, hash: HASH, text: TEXT };
}

describe('directories, as the page asks for them', () => {
  let restore = (): void => undefined;
  let stop = (): void => undefined;
  afterEach(() => {
    stop();
    restore();
  });

  function source(answer: Parameters<typeof fakeServer>[0]) {
    const { injector, sent, ...fake } = fakeServer(answer);
    ({ restore } = fake);
    const made = runInInjectionContext(injector, () => new DirectoryUploadSource());
    stop = () => made.versions.stop();
    return { made, sent };
  }

  it('are read, checked and taken; what is in force is asked for again after that', async () => {
    const { made, sent } = source(({ method, path }) => ({ status: 200, body: bodyOf(method, path) }));
    expect(await made.text(1)).toMatchObject({ kind: 'answer', value: { revision: 1, text: TEXT } });
    expect(await made.check(TEXT)).toMatchObject({ kind: 'answer', value: { basedOn: HASH } });
    expect(await made.take(ORDER)).toMatchObject({ kind: 'answer', value: VERSION });
    expect(made.versions.value()).toEqual({ current: VERSION, earlier: [] });
    expect(sent).toEqual([
      { method: 'GET', path: '/api/v1/directory/text?revision=1', body: undefined },
      { method: 'POST', path: '/api/v1/directory/check', body: { text: TEXT } },
      { method: 'PUT', path: '/api/v1/directory', body: ORDER },
      { method: 'GET', path: '/api/v1/directory/versions', body: undefined },
    ]);
  });

  it('show what is in force when somebody else was faster', async () => {
    const { made } = source(({ method, path }) =>
      method === 'PUT'
        ? { status: 409, body: { type: 'about:blank', title: 'Conflict', status: 409, detail: '', requestId: 'r' } }
        : { status: 200, body: bodyOf(method, path) },
    );
    expect(await made.take(ORDER)).toMatchObject({ kind: 'problem', problem: { status: 409 } });
    expect(made.versions.value()?.current).toEqual(VERSION);
  });
});
