import { SCREENS, screensOf } from './screens';

const CENTRE = ['session.read', 'nation.read', 'county.read', 'ledger.read', 'rejected.read', 'investigation.read'];
const COUNTY = ['session.read', 'county.read', 'directory.read', 'audit.read'];
const AUDITOR = ['session.read', 'directory.read', 'ledger.read', 'audit.read', 'investigation.read'];

function paths(capabilities: readonly string[], county: string | null): string[] {
  return screensOf({ capabilities: [...capabilities], county })
    .filter(({ inHeader }) => inHeader !== false)
    .map(({ path }) => path);
}

// Each role with what the gateway gives it is tried in test/browser.
describe('screensOf', () => {
  it('follows what one may do, in the order of the header', () => {
    expect(paths(CENTRE, null)).toEqual(['', 'compare', 'explore', 'operations', 'investigations']);
    expect(paths(COUNTY, '66000')).toEqual(['county', 'explore', 'audit']);
    expect(paths([...CENTRE, ...COUNTY], '66000')).toEqual([
      '',
      'county',
      'compare',
      'explore',
      'operations',
      'audit',
      'investigations',
    ]);
    expect(paths(AUDITOR, null)).toEqual(['audit', 'investigations']);
  });

  it('has no page of a county for those who have none', () => {
    expect(paths(COUNTY, null)).toEqual(['explore', 'audit']);
  });

  it('shows nothing while nobody is signed in', () => {
    expect(screensOf(null)).toEqual([]);
  });

  it('gives each screen an address of its own', () => {
    expect(new Set(SCREENS.map(({ path }) => path)).size).toBe(SCREENS.length);
  });
});
