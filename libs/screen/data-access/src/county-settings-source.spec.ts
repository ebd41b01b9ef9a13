import { runInInjectionContext } from '@angular/core';
import { unsetCountySettings } from '@lianfang/contract';
import { fakeServer } from './fake-server';
import { CountySettingsSource } from './county-settings-source';

const UNSET = {
  ...unsetCountySettings('63000'),
  directoryNames: { 'taipei-tax': { zh: '臺北市稅捐稽徵處', en: 'Tax' } },
};

describe('what counties have set, as screens ask for it', () => {
  let restore = (): void => undefined;
  afterEach(() => restore());

  it('is read for one county, and changed as a whole', async () => {
    const { injector, sent, ...fake } = fakeServer(() => ({ status: 200, body: UNSET }));
    ({ restore } = fake);
    const source = runInInjectionContext(injector, () => new CountySettingsSource());
    const { county: _county, at: _at, by: _by, directoryNames: _names, ...order } = UNSET;
    expect(await source.read('63000')).toMatchObject({ kind: 'answer', value: UNSET });
    expect(await source.change('63000', order)).toMatchObject({ kind: 'answer', value: UNSET });
    expect(sent).toEqual([
      { method: 'GET', path: '/api/v1/counties/63000/settings', body: undefined },
      { method: 'PUT', path: '/api/v1/counties/63000/settings', body: order },
    ]);
  });

  it('is nothing where the server can’t be reached', async () => {
    const { injector, ...fake } = fakeServer(() => ({ status: 200, body: 'no settings' }));
    ({ restore } = fake);
    const source = runInInjectionContext(injector, () => new CountySettingsSource());
    expect(await source.read('63000')).toEqual({ kind: 'unreachable' });
  });
});
