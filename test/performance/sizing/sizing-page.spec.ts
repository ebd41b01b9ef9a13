import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lianfang/local';
import { keptSizing } from './print-sizing';

const page = readFileSync(join(repositoryRoot(), 'docs', 'operations', 'sizing.md'), 'utf8');

it.each(keptSizing().tables.map((table) => [table.split('\n')[0], table]))(
  'docs/operations/sizing.md shows what `npm run bench -- --sizing` prints: %s',
  (_head, table) => {
    expect(page).toContain(table);
  },
);
