import { errors, type Client } from '@elastic/elasticsearch';
import { MOST_SAVED_VIEWS, MOST_SHARED_VIEWS, savedView, type IndexNames, type SavedView } from '@lianfang/contract';
import { versioned } from './index-templates';
import { refresh } from './read/document-pages';
import type { Query } from './read/row-queries';
import { changeDocument } from './versioned-documents';

/** Who asks for saved views: somebody at one office. */
export interface ViewHolder {
  readonly subject: string;
  /** Five digits, or the centre. */
  readonly office: string;
}

/** Saved views: one document each, changed only by who has seen its present state. */
export interface SavedViewStore {
  /** Undefined where there is none. */
  find(id: string): Promise<SavedView | undefined>;
  /** Somebody's own at this office, and those that the office shares. In no order. */
  seenBy(holder: ViewHolder): Promise<SavedView[]>;
  /**
   * Changes one by what it is now, or makes it; `next` answers the same or undefined to leave it.
   * @returns what is stored in the end.
   */
  change(id: string, next: (current: SavedView | undefined) => SavedView | undefined): Promise<SavedView | undefined>;
  /**
   * Deletes one as it is now. `check` throws where it must not be; it is called again when somebody was faster.
   * @returns what was deleted; undefined where there was none.
   */
  remove(id: string, check: (current: SavedView) => void): Promise<SavedView | undefined>;
}

/** Two gateways that count at the same time may each let one more in. */
const MOST_SEEN = 2 * (MOST_SAVED_VIEWS + MOST_SHARED_VIEWS);
const MOST_TRIES = 8;

/** The {@link SavedViewStore} on Elasticsearch. */
export function createSavedViewStore(client: Client, names: IndexNames): SavedViewStore {
  const index = versioned(names.savedViews);
  const parse = (source: unknown): SavedView => savedView.parse(source);
  return {
    find: async (id) => {
      const found = await client.get({ index, id, realtime: true }, { ignore: [404] });
      return found.found ? parse(found._source) : undefined;
    },
    seenBy: async (holder) => {
      await refresh(client, [index]);
      const { hits } = await client.search({
        index,
        ignore_unavailable: true,
        allow_no_indices: true,
        allow_partial_search_results: false,
        size: MOST_SEEN,
        track_total_hits: false,
        query: seenByQuery(holder),
      });
      return hits.hits.map(({ _source }) => parse(_source));
    },
    change: (id, next) => changeDocument(client, { index, id }, parse, next),
    remove: async (id, check) => {
      for (let tries = 1; ; tries += 1) {
        const { found, _source, _seq_no, _primary_term } = await client.get(
          { index, id, realtime: true },
          { ignore: [404] },
        );
        if (!found) return undefined;
        const current = parse(_source);
        check(current);
        if (_seq_no === undefined || _primary_term === undefined) throw new Error('no sequence number was told');
        try {
          // Gone already: somebody else deleted what was just seen.
          await client.delete({ index, id, if_seq_no: _seq_no, if_primary_term: _primary_term }, { ignore: [404] });
          return current;
        } catch (error) {
          if (!(error instanceof errors.ResponseError && error.statusCode === 409) || tries >= MOST_TRIES) throw error;
        }
      }
    },
  };
}

function seenByQuery({ subject, office }: ViewHolder): Query {
  return {
    bool: {
      filter: [{ term: { county: office } }],
      should: [{ term: { subject } }, { term: { shared: true } }],
      minimum_should_match: 1,
    },
  };
}
