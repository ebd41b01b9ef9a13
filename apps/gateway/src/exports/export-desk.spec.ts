import { CENTRE_ONLY, type ExportOrder } from '@lianfang/contract';
import type { Deed } from '../audit/audit-log';
import { ExportDesk, type Exporter } from './export-desk';

const ORDER: ExportOrder = { screen: 'explore', format: 'csv', county: '63000', question: '?by=category', rows: 168 };
const ANALYST: Exporter = {
  principal: { kind: 'person', subject: 'a', name: 'A', roles: ['central-analyst'], county: undefined } as never,
  scope: CENTRE_ONLY,
  why: { purpose: 'a drill', investigation: undefined },
  requestId: 'r-1',
};
const MANAGER: Exporter = { ...ANALYST, scope: { county: '63000' } };

function desk(record: (deed: Deed) => Promise<void> = async () => undefined): {
  desk: ExportDesk;
  told: Deed[];
  refused: Deed[];
} {
  const [told, refused]: [Deed[], Deed[]] = [[], []];
  const audit = {
    record: async (deed: Deed) => (await record(deed), void told.push(deed)),
    noteRefusal: (deed: Deed) => void refused.push(deed),
  };
  return { desk: new ExportDesk({ audit, isCounty: (code) => ['63000', '65000'].includes(code) }), told, refused };
}

describe('ExportDesk', () => {
  it('tells whose figures were taken, by whom, what and why', async () => {
    const { desk: it, told } = desk();
    await it.record(ORDER, ANALYST);
    expect(told).toEqual([
      {
        principal: ANALYST.principal,
        action: 'exported',
        county: '63000',
        capability: 'figures.export',
        what: 'POST /api/v1/exports',
        thing: 'explore csv, 168 lines ?by=category',
        purpose: 'a drill',
        investigation: undefined,
        requestId: 'r-1',
      },
    ]);
  });

  it('tells every county of an export of the nation, and none of them what was asked of another', async () => {
    const { desk: it, told } = desk();
    await it.record({ ...ORDER, county: null, question: '?agency=of-65000' }, ANALYST);
    expect(told).toMatchObject([{ county: 'every', thing: 'explore csv, 168 lines' }]);
  });

  it('tells a county nothing of an agency that an address names, and takes no second county', async () => {
    const { desk: it, told } = desk();
    await it.record({ ...ORDER, question: '?agency=of-65000&by=category&county=63000' }, ANALYST);
    expect(told).toMatchObject([{ county: '63000', thing: 'explore csv, 168 lines ?by=category&county=63000' }]);
    const two = { ...ORDER, question: '?county=63000&county=65000' };
    await expect(it.record(two, ANALYST)).rejects.toMatchObject({ status: 400 });
  });

  it('takes what belongs to no county for the centre’s', async () => {
    const { desk: it, told } = desk();
    await it.record({ ...ORDER, county: null, question: '?county=unlocated' }, ANALYST);
    expect(told).toMatchObject([{ county: 'every' }]);
  });

  it('takes a county’s people to mean their own, and notes who names another', async () => {
    const { desk: it, told, refused } = desk();
    await it.record({ ...ORDER, county: null }, MANAGER);
    expect(told).toMatchObject([{ county: '63000' }]);
    for (const county of ['65000', '99999'])
      await expect(it.record({ ...ORDER, county }, MANAGER)).rejects.toMatchObject({ status: 404 });
    expect(told).toHaveLength(1);
    expect(refused).toMatchObject([
      { action: 'refused', county: '63000', thing: '65000' },
      { action: 'refused', county: '63000', thing: '99999' },
    ]);
  });

  it.each([
    [{ ...ORDER, question: '?county=65000' }, /another county/],
    [{ ...ORDER, county: null, question: '?by=x&county=65000' }, /another county/],
    [{ ...ORDER, question: 'by=category' }, /question/],
    [{ ...ORDER, format: 'exe' }, /format/],
    [{ ...ORDER, more: 1 }, /more/],
    [undefined, /object/],
  ])('refuses %j', async (order, reason) => {
    const { desk: it, told } = desk();
    await expect(it.record(order, ANALYST)).rejects.toThrow(reason);
    expect(told).toEqual([]);
  });

  it('is not done under a seal', async () => {
    const why = { purpose: undefined, investigation: 'x' };
    await expect(desk().desk.record(ORDER, { ...ANALYST, why })).rejects.toMatchObject({ status: 403 });
  });

  it('fails where the audit does not take it', async () => {
    const { desk: it } = desk(() => Promise.reject(new Error('away')));
    await expect(it.record(ORDER, ANALYST)).rejects.toThrow('away');
  });
});
