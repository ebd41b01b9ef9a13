import type { Client } from '@elastic/elasticsearch';
import { systemAlert, type AlertPage, type AlertQuery, type IndexNames, type SystemAlert } from '@lianfang/contract';
import { versioned } from './index-templates';
import { refresh } from './read/document-pages';
import { changeDocument } from './versioned-documents';

/** The cursor is not one that an earlier page gave. */
export class AlertCursorError extends Error {
  readonly code = 'LF-ALERT-CURSOR';

  constructor() {
    super('The cursor is not one of ours. Ask without it for the first page.');
    this.name = 'AlertCursorError';
  }
}

/** System alerts: one document each, changed only by who has seen its present state. */
export interface AlertStore {
  /**
   * Changes one alert by what it is now; `next` answers the same or undefined to leave it.
   * @returns what is stored in the end.
   */
  change(
    id: string,
    next: (current: SystemAlert | undefined) => SystemAlert | undefined,
  ): Promise<SystemAlert | undefined>;
  /** All that are open, 1,000 at most. */
  open(): Promise<SystemAlert[]>;
  /** Newest first. @throws AlertCursorError */
  page(query: AlertQuery): Promise<AlertPage>;
}

const MOST_OPEN = 1_000;
const isOpen = { bool: { must_not: [{ exists: { field: 'closed' } }] } };
const isClosed = { exists: { field: 'closed' } };

/** The {@link AlertStore} on Elasticsearch. */
export function createAlertStore(client: Client, names: IndexNames): AlertStore {
  const index = versioned(names.alerts);
  return {
    change: (id, next) => changeDocument(client, { index, id }, (source) => systemAlert.parse(source), next),
    open: async () => {
      await refresh(client, [index]);
      const answer = await client.search({ ...lenient, index, query: isOpen, size: MOST_OPEN });
      return answer.hits.hits.map(({ _source }) => systemAlert.parse(_source));
    },
    page: (query) => readPage(client, index, query),
  };
}

/** Nothing was ever written: there are no alerts, and that is no error. */
const lenient = { ignore_unavailable: true, allow_no_indices: true } as const;

async function readPage(client: Client, index: string, { state, size, cursor }: AlertQuery): Promise<AlertPage> {
  await refresh(client, [index]);
  const query = state === 'open' ? isOpen : state === 'closed' ? isClosed : { match_all: {} };
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const answer = await client.search({
    ...lenient,
    index,
    query,
    // One more than asked for tells whether there is a next page.
    size: size + 1,
    sort: [{ opened: { order: 'desc', unmapped_type: 'date' } }, { id: { order: 'asc', unmapped_type: 'keyword' } }],
    track_total_hits: false,
    ...(after ? { search_after: after } : {}),
  });
  const { count } = await client.count({ ...lenient, index, query: isOpen });
  const hits = answer.hits.hits.slice(0, size);
  const last = answer.hits.hits.length > size ? hits.at(-1)?.sort : undefined;
  return {
    items: hits.map(({ _source }) => systemAlert.parse(_source)),
    open: count,
    cursor: last ? Buffer.from(JSON.stringify(last)).toString('base64url') : null,
  };
}

function decodeCursor(cursor: string): [number, string] {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new AlertCursorError();
  }
  if (!Array.isArray(read) || read.length !== 2) throw new AlertCursorError();
  const [opened, id] = read as unknown[];
  if (typeof opened !== 'number' || typeof id !== 'string') throw new AlertCursorError();
  return [opened, id];
}
