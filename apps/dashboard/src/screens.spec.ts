import { SCREENS, screensOf } from './screens';

const CENTRE = ['session.read', 'nation.read', 'county.read', 'ledger.read', 'rejected.read'];
const COUNTY = ['session.read', 'county.read', 'directory.read'];
const AUDITOR = ['session.read', 'directory.read', 'ledger.read'];

function paths(capabilities: readonly string[], county: string | null): string[] {
  return screensOf({ capabilities: [...capabilities], county }).map(({ path }) => path);
}

// Each role with what the gateway gives it is tried in test/browser.
describe('screensOf', () => {
  it('follows what one may do, in the order of the header', () => {
    expect(paths(CENTRE, null)).toEqual(['', 'operations']);
    expect(paths(COUNTY, '66000')).toEqual(['county']);
    expect(paths([...CENTRE, ...COUNTY], '66000')).toEqual(['', 'county', 'operations']);
    expect(paths(AUDITOR, null)).toEqual([]);
  });

  it('has no page of a county for those who have none', () => {
    expect(paths(COUNTY, null)).toEqual([]);
  });

  it('shows nothing while nobody is signed in', () => {
    expect(screensOf(null)).toEqual([]);
  });

  it('gives each screen an address of its own', () => {
    expect(new Set(SCREENS.map(({ path }) => path)).size).toBe(SCREENS.length);
  });
});
