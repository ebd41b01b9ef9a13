import { mustSayWhy } from './must-say-why';

describe('mustSayWhy', () => {
  it('asks people of the centre who open the events of a county', () => {
    expect(mustSayWhy({ roles: ['central-analyst'] }, 'evidence.read', 'centre')).toBe(true);
    expect(mustSayWhy({ roles: ['central-analyst'] }, 'county.read', 'centre')).toBe(false);
  });

  it('does not ask a county about its own, nor a program', () => {
    expect(mustSayWhy({ roles: ['county-manager'] }, 'evidence.read', { county: '63000' })).toBe(false);
    expect(mustSayWhy({ roles: ['machine-client'] }, 'evidence.read', 'centre')).toBe(false);
  });
});
