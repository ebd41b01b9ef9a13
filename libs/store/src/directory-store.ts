import { errors, type Client } from '@elastic/elasticsearch';
import {
  directoryVersion,
  storedDirectory,
  type DirectoryVersion,
  type IndexNames,
  type StoredDirectory,
} from '@lianfang/contract';
import { versioned } from './index-templates';
import { refresh } from './read/document-pages';

/** Directories that were taken by upload: `current`, and one document for each revision. */
export interface DirectoryStore {
  /** The one in force, where it is another than this revision; undefined where it is the same or none was ever taken. */
  newerThan(revision: number): Promise<StoredDirectory | undefined>;
  /** One that is or was in force. */
  find(revision: number): Promise<StoredDirectory | undefined>;
  /** Those before this revision, newest first. */
  earlier(revision: number, most: number): Promise<DirectoryVersion[]>;
  /**
   * Puts one in force in the place of another; that one stays under its revision.
   * @returns false where something else is in force by now.
   */
  take(wanted: StoredDirectory, before: StoredDirectory): Promise<boolean>;
}

const CURRENT = 'current';
const QUICKLY = { requestTimeout: 3_000, maxRetries: 0 } as const;
const ASK_EVERY_MS = 3_000;

/** The {@link DirectoryStore} on Elasticsearch. */
export function createDirectoryStore(client: Client, names: IndexNames): DirectoryStore {
  const index = versioned(names.directory);
  const missing = { ignore: [404] };
  const keep = (one: StoredDirectory) =>
    client.create({ index, id: `revision-${one.revision}`, document: one }, { ignore: [409] });
  return {
    newerThan: async (revision) => {
      const place = { index, id: CURRENT, realtime: true };
      const seen = await client.get<{ revision: number }>(
        { ...place, _source_includes: ['revision'] },
        { ...missing, ...QUICKLY },
      );
      if (!seen.found || seen._source?.revision === revision) return undefined;
      const found = await client.get(place, { ...missing, requestTimeout: 10_000, maxRetries: 0 });
      return found.found ? storedDirectory.parse(found._source) : undefined;
    },
    find: async (revision) => {
      const found = await client.get({ index, id: `revision-${revision}`, realtime: true }, missing);
      return found.found ? storedDirectory.parse(found._source) : undefined;
    },
    earlier: async (revision, most) => {
      await refresh(client, [index]);
      const answer = await client.search({
        index,
        ignore_unavailable: true,
        allow_no_indices: true,
        query: {
          bool: { filter: [{ range: { revision: { lt: revision } } }], must_not: [{ ids: { values: [CURRENT] } }] },
        },
        size: most,
        sort: [{ revision: { order: 'desc', unmapped_type: 'long' } }],
        _source_excludes: ['text'],
      });
      return answer.hits.hits.map(({ _source }) => directoryVersion.parse(_source));
    },
    take: async (wanted, before) => {
      const found = await client.get({ index, id: CURRENT, realtime: true }, missing);
      const current = found.found ? storedDirectory.parse(found._source) : undefined;
      if (!isSame(current, before)) return false;
      await keep(before);
      const document = wanted;
      try {
        if (!found.found) await client.create({ index, id: CURRENT, document });
        else {
          const at = { if_seq_no: found._seq_no ?? 0, if_primary_term: found._primary_term ?? 0 };
          await client.index({ index, id: CURRENT, document, ...at });
        }
      } catch (error) {
        if (error instanceof errors.ResponseError && error.statusCode === 409) return false;
        throw error;
      }
      await keep(wanted);
      return true;
    },
  };
}

/** Without one in the store, that of the file is in force: revision 0. */
function isSame(current: StoredDirectory | undefined, before: StoredDirectory): boolean {
  return current ? current.hash === before.hash && current.revision === before.revision : before.revision === 0;
}

/** Calls `ask` every few seconds, one after the other. @returns what ends it. */
export function followDirectory(ask: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isEnded = false;
  const next = (): void => {
    if (isEnded) return;
    timer = setTimeout(() => void ask().finally(next), ASK_EVERY_MS);
    timer.unref();
  };
  next();
  return () => {
    isEnded = true;
    clearTimeout(timer);
  };
}
