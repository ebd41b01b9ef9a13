/**
 * Who may import whom. Each project has one `type:` and one `scope:` tag in its project.json. ESLint and the tables in
 * CONTRIBUTING.md are both made from this file; test/boundaries compares them.
 */

/** Packages by the side that they belong to. */
export const packages = {
  server: ['@nestjs/*', 'nestjs-*', '@fastify/*', '@elastic/*', 'kafkajs', 'pino*', 'prom-client', 'ws'],
  screen: ['@angular/*', '@jsverse/*', 'ngx-echarts', 'echarts'],
  streams: ['rxjs'],
};

/** By type: what it is, which types it may import, which packages it may never import. */
export const types = {
  contract: { is: 'what crosses a process', mayImport: [], never: ['server', 'screen', 'streams'] },
  base: {
    is: 'bytes and numbers: knows nothing of the product',
    mayImport: [],
    never: ['server', 'screen', 'streams'],
  },
  domain: { is: 'pure logic', mayImport: ['contract', 'base'], never: ['server', 'screen', 'streams'] },
  adapter: { is: 'a store or a stream', mayImport: ['contract', 'platform', 'domain'], never: ['screen'] },
  part: {
    is: 'what several processes are joined from',
    mayImport: ['contract', 'domain', 'adapter', 'platform'],
    never: ['screen'],
  },
  platform: { is: 'a technical edge: port, adapter, fake', mayImport: ['contract', 'platform'], never: ['screen'] },
  screen: { is: 'Angular', mayImport: ['contract', 'screen'], never: ['server'] },
  app: {
    is: 'a process, or the shell of the screens: joins the rest',
    mayImport: ['contract', 'domain', 'adapter', 'platform', 'part', 'screen'],
    never: [],
  },
  testing: {
    is: 'builders, and the harness that starts real servers',
    mayImport: ['contract', 'domain', 'adapter', 'platform', 'testing', 'tool'],
    never: ['screen'],
  },
  tool: {
    is: 'starts, builds, checks',
    mayImport: ['contract', 'domain', 'adapter', 'platform', 'testing', 'tool'],
    never: ['screen'],
  },
};

/** By scope: where the code runs, and which scopes it may import. */
export const scopes = {
  any: { is: 'in every process', mayImport: ['any', 'edge'] },
  pipeline: { is: 'from the sensor to the stored row', mayImport: ['any', 'pipeline', 'edge'] },
  serve: { is: 'from the stored row to the socket', mayImport: ['any', 'pipeline', 'serve', 'edge'] },
  browser: { is: 'in the browser', mayImport: ['any', 'browser'] },
  edge: { is: 'at the border to other systems', mayImport: ['any', 'pipeline', 'serve', 'edge'] },
};

const tags = (kind, names) => names.map((name) => `${kind}:${name}`);

/**
 * The constraints for `@nx/enforce-module-boundaries`. An import must satisfy every constraint of its project.
 * @param {{ inTests: boolean }} where Test files may import the testing library too.
 */
export function depConstraints({ inTests }) {
  const alsoTesting = inTests ? ['testing'] : [];
  const byType = Object.entries(types).map(([type, { mayImport, never }]) => ({
    sourceTag: `type:${type}`,
    onlyDependOnLibsWithTags: tags('type', [...new Set([...mayImport, ...alsoTesting])]),
    bannedExternalImports: never.flatMap((side) => packages[side]),
  }));
  const byScope = Object.entries(scopes).map(([scope, { mayImport }]) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: tags('scope', mayImport),
  }));
  // A stage of the pipeline is joined by the collector only: an adapter knows domain libraries of the serving side.
  const adapters = { sourceTag: 'type:adapter', onlyDependOnLibsWithTags: tags('scope', ['any', 'serve', 'edge']) };
  return [...byType, ...byScope, adapters];
}

const code = (names) => names.map((name) => `\`${name}\``).join(', ') || 'nothing';

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The same as three tables in Markdown, for people. */
export function boundaryTables() {
  const byType = Object.entries(types).map(([type, { is, mayImport, never }]) => [
    code([type]),
    is,
    code(mayImport),
    never.join(', ') || 'none',
  ]);
  const byScope = Object.entries(scopes).map(([scope, { is, mayImport }]) => [code([scope]), is, code(mayImport)]);
  const bySide = Object.entries(packages).map(([side, names]) => [side, code(names)]);
  return [
    table(['type', 'is', 'may import', 'never packages of'], byType),
    table(['scope', 'runs', 'may import'], byScope),
    table(['packages of', 'are'], bySide),
  ].join('\n\n');
}
