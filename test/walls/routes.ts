import { PAGES } from './entries';
import type { AdapterRoute } from './wall-world';

/** `GET /api/v1/counties/{code}`, as the description of the API writes it. */
export function described({ method, path }: AdapterRoute): string {
  return `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`;
}

/** The three lists that must be one. */
export interface RouteLists {
  /** What the HTTP adapter has. */
  readonly adapter: readonly AdapterRoute[];
  /** What the API's description names. */
  readonly document: readonly string[];
  /** What the matrix walks. */
  readonly entries: readonly string[];
}

/** What one list has and another lacks, in words. */
export function disagreements({ adapter, document, entries }: RouteLists): string[] {
  // HEAD follows GET, and is asked beside it.
  const served = new Set(adapter.filter(({ method }) => method !== 'HEAD').map(described));
  const known = new Set([...document, ...PAGES]);
  return [
    ...[...served].filter((name) => !known.has(name)).map((name) => `${name} is served and not described`),
    ...[...known].filter((name) => !served.has(name)).map((name) => `${name} is described and not served`),
    ...[...served].filter((name) => !entries.includes(name)).map((name) => `${name} has no entry in the matrix`),
    ...entries.filter((name) => !served.has(name)).map((name) => `${name} has an entry and is not served`),
  ];
}
