import type { StoreQuestion } from '../walls/store-proxy';

/** What one request needs. `index`: as it was asked for, wildcards and all; undefined for what is of the cluster. */
export interface Need {
  readonly privilege: string;
  readonly index: string | undefined;
}

type Rule = readonly [method: RegExp, path: RegExp, privilege: string, of: 'index' | 'cluster'];

/** Which privilege Elasticsearch documents for which request; actions where a named privilege would give far more. */
const RULES: readonly Rule[] = [
  [/GET/, /^\/_cluster\/health/, 'monitor', 'cluster'],
  [/PUT|GET/, /^\/_index_template\//, 'manage_index_templates', 'cluster'],
  [/PUT|POST/, /^\/_snapshot\/[^/]+$/, 'cluster:admin/repository/put', 'cluster'],
  [/POST/, /^\/_snapshot\/[^/]+\/_verify$/, 'cluster:admin/repository/verify', 'cluster'],
  [/POST/, /^\/_snapshot\/[^/]+\/[^/]+\/_restore$/, 'cluster:admin/snapshot/restore', 'cluster'],
  [/DELETE/, /^\/_snapshot\/[^/]+\/[^/]+$/, 'cluster:admin/snapshot/delete', 'cluster'],
  [/PUT|POST|GET/, /^\/_snapshot\//, 'create_snapshot', 'cluster'],
  [/POST|GET/, /^\/([^/]+)\/(?:_search|_count|_mget|_pit)$/, 'read', 'index'],
  [/GET|HEAD/, /^\/([^/]+)\/_doc\/[^/]+$/, 'read', 'index'],
  [/PUT|POST|DELETE/, /^\/([^/]+)\/(?:_doc|_create)(?:\/[^/]+)?$/, 'write', 'index'],
  [/POST|GET/, /^\/([^/]+)\/_refresh$/, 'maintenance', 'index'],
  [/PUT|POST/, /^\/([^/]+)\/_mapping$/, 'indices:admin/mapping/put', 'index'],
  [/PUT/, /^\/([^/]+)\/_settings$/, 'indices:admin/settings/update', 'index'],
  [/GET|HEAD/, /^\/([^/]+)\/(?:_alias(?:\/[^/]+)?|_settings)$/, 'view_index_metadata', 'index'],
  [/GET|HEAD/, /^\/([^/_][^/]*)$/, 'view_index_metadata', 'index'],
  [/PUT/, /^\/([^/_][^/]*)$/, 'create_index', 'index'],
  [/DELETE/, /^\/([^/_][^/]*)$/, 'delete_index', 'index'],
  [/GET/, /^\/([^/]+)\/_stats/, 'monitor', 'index'],
];
/** They go on with what was allowed when it was opened. */
const NEEDS_NOTHING = [/^POST \/_search$/, /^DELETE \/_pit$/];

/** What a request needs. @throws Error for one that no rule knows: look up what it needs, and add the rule. */
export function needsOf({ method, path, body }: StoreQuestion): Need[] {
  const [plain = ''] = path.split('?');
  if (NEEDS_NOTHING.some((rule) => rule.test(`${method} ${plain}`))) return [];
  if (plain.endsWith('/_bulk')) return bulkNeeds(plain, body);
  const rule = RULES.find(([verb, place]) => verb.test(method) && place.test(plain));
  if (!rule)
    throw new Error(`No rule says what ${method} ${plain} needs. Add it to test/privileges/needed-privileges.ts.`);
  const [, place, privilege, of] = rule;
  if (of === 'cluster') return [{ privilege, index: undefined }];
  const index = decodeURIComponent(place.exec(plain)?.[1] ?? '');
  return index.split(',').map((one) => ({ privilege, index: one }));
}

const DATED = /-v\d+-(?:history-)?\d{4}/;

function bulkNeeds(path: string, body: string): Need[] {
  const own = /^\/([^/]+)\/_bulk$/.exec(path)?.[1];
  const orders = [...body.matchAll(/^\{"(index|create|delete|update)":\{(.*)\}\}$/gm)].map(
    ([, verb = '', text = '']) => ({ verb, index: /"_index":"([^"]+)"/.exec(text)?.[1] ?? own }),
  );
  const indices = [...new Set(orders.map(({ index }) => index))].filter((name) => name !== undefined);
  const isCreated = (name: string): boolean => orders.every(({ verb, index }) => index !== name || verb === 'create');
  return indices.flatMap((index) => [
    { privilege: isCreated(index) ? 'create_doc' : 'write', index },
    // The first document of a day makes its index.
    ...(DATED.test(index) ? [{ privilege: 'create_index', index }] : []),
  ]);
}
