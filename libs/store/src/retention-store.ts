import { errors, type Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { expireDocuments, type ExpiringName } from './document-retention';
import { versioned } from './index-templates';
import { compositePages } from './read/composite-pages';
import { refresh } from './read/document-pages';
import { readDropped, type DroppedIndex, type DroppedQuestion } from './read/dropped-indices';
import type { Stretch } from './read/row-queries';
import { RETENTION_FAMILIES, RETENTION_FAMILY_NAMES, type RetentionFamilyName } from './retention-families';

/** A dated index that stands behind an alias. */
export interface DatedIndex extends Stretch {
  readonly name: string;
  readonly family: RetentionFamilyName;
  /** True for a year of a topic of old events: see `rowIndex`. */
  readonly isHistory: boolean;
}

/** Dated indices, and the record of those that were dropped. */
export interface RetentionStore {
  /** Those that are there, oldest first. What has no date that we know is left out. */
  indices(): Promise<DatedIndex[]>;
  /**
   * Drops a whole index: writes down what it held, then deletes it. Doing it twice does no harm.
   * @returns what was dropped; undefined when somebody else was faster.
   */
  drop(index: DatedIndex, at: number): Promise<DroppedIndex | undefined>;
  dropped(question: DroppedQuestion): Promise<DroppedIndex[]>;
  /** Removes single documents that are older than an instant (milliseconds). @returns how many */
  expire(name: ExpiringName, before: number): Promise<number>;
}

/** The {@link RetentionStore} on Elasticsearch. */
export function createRetentionStore(client: Client, names: IndexNames): RetentionStore {
  return {
    indices: async () => {
      const lists = await Promise.all(RETENTION_FAMILY_NAMES.map((family) => indicesOf(client, names, family)));
      return lists.flat().sort((a, b) => a.from - b.from);
    },
    drop: (index, at) => drop(client, names, index, at),
    dropped: (question) => readDropped(client, names, question),
    expire: (name, before) => expireDocuments(client, names, name, before),
  };
}

/** What readers see: an index that a rebuild is still making is not behind the alias yet. */
async function indicesOf(client: Client, names: IndexNames, family: RetentionFamilyName): Promise<DatedIndex[]> {
  const alias = names[RETENTION_FAMILIES[family].index];
  const found = await client.indices.getAlias({ name: alias, index: `${alias}-v*` }, { ignore: [404], meta: true });
  if (found.statusCode === 404) return [];
  return Object.keys(found.body).flatMap((name) => {
    const dated = datesIn(name.slice(alias.length));
    return dated ? [{ name, family, ...dated }] : [];
  });
}

/** The reverse of `datedIndex`; what follows the date (a generation) is no part of it. */
const DATED = /^-v\d+-(history-)?(\d{4})(?:\.(\d{2}))?(?:\.(\d{2}))?(?:[-_].+)?$/;

function datesIn(suffix: string): (Stretch & Pick<DatedIndex, 'isHistory'>) | undefined {
  const match = DATED.exec(suffix);
  if (!match) return undefined;
  const [, history, year, month, day] = match;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const to = day ? Date.UTC(y, m, d + 1) : month ? Date.UTC(y, m + 1) : Date.UTC(y + 1, 0);
  return { from: Date.UTC(y, m, d), to, isHistory: history !== undefined };
}

async function drop(
  client: Client,
  names: IndexNames,
  { name, family, from, to, isHistory }: DatedIndex,
  at: number,
): Promise<DroppedIndex | undefined> {
  const uuid = await uuidOf(client, name);
  if (uuid === undefined) return undefined;
  await refresh(client, [name]);
  const sources: DroppedIndex['sources'] = [];
  const by = (['topic', 'epoch', 'partition'] as const).map((field) => ({ [field]: { terms: { field } } }));
  for await (const buckets of compositePages(client, { index: name, query: { match_all: {} }, by, sums: [] })) {
    sources.push(
      ...buckets.map(({ key, documents }) => ({
        topic: String(key['topic']),
        epoch: Number(key['epoch']),
        partition: Number(key['partition']),
        documents,
      })),
    );
  }
  const documents = sources.reduce((sum, source) => sum + source.documents, 0);
  const record: DroppedIndex = { name, family, from, to, isHistory, documents, sources, at };
  // Before it is gone: else its rows would be missed. The id is that of this one index, even if its name comes again.
  await keepRecord(client, versioned(names.dropped), `${name}/${uuid}`, record);
  const answer = await client.indices.delete({ index: name }, { ignore: [404], meta: true });
  return answer.statusCode === 404 ? undefined : record;
}

async function uuidOf(client: Client, name: string): Promise<string | undefined> {
  const found = await client.indices.getSettings({ index: name, ignore_unavailable: true, allow_no_indices: true });
  return found[name]?.settings?.index?.uuid;
}

/**
 * A disk above its flood stage makes every index read-only, this one too: just when dropping is needed most. So the
 * block is taken from this small index; Elasticsearch puts it back by itself.
 */
async function keepRecord(client: Client, index: string, id: string, document: DroppedIndex): Promise<void> {
  const create = async (): Promise<void> => {
    await client.create({ index, id, document, refresh: true }, { ignore: [409] });
  };
  try {
    await create();
  } catch (error) {
    if (!(error instanceof errors.ResponseError) || error.statusCode !== 429) throw error;
    await client.indices.putSettings({ index, settings: { 'index.blocks.read_only_allow_delete': null } });
    await create();
  }
}
