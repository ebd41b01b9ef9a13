import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAPABILITIES } from './capability';
import { ROLES } from './role';
import { rolesPage } from './roles-page';

const PAGE = join(__dirname, '../../../docs/roles.md');

describe('docs/roles.md', () => {
  it('shows the table by which requests are judged', () => {
    if (process.env['GOLDEN'] === 'write') writeFileSync(PAGE, rolesPage());
    expect(readFileSync(PAGE, 'utf8')).toBe(rolesPage());
  });

  it('has every role and capability, once in each language', () => {
    const page = rolesPage();
    for (const name of [...ROLES, ...Object.keys(CAPABILITIES)]) {
      expect([name, page.split(`| \`${name}\` |`).length - 1]).toEqual([name, 2]);
    }
  });

  it('marks what takes a stronger sign-in', () => {
    expect(rolesPage()).toMatch(
      /`rejected\.export` \| save a rejected record as it was sent \| nation \+ \| nation \+ \|/,
    );
  });
});
