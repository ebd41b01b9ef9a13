import type { Client, estypes } from '@elastic/elasticsearch';
import { rowSourceKey, type IndexNames } from '@lianfang/contract';
import { bulkWrite, type BulkOutcome } from './bulk-writer';
import { slices } from './clear-away-rebuild';
import { generationName, parseGeneration, readGenerations, type Generations } from './generations';
import { versioned } from './index-templates';
import type { Pin } from './pin-store';
import { documentPages, refresh } from './read/document-pages';
import { allBut } from './read/row-queries';
import { datedIndex } from './row-index';
import { REBUILT_FAMILIES, type RebuiltFamily } from './rebuilt-families';
import type { ReplacedDocuments, SourcePeriod } from './replaced-documents';

/** One index and the one that is to take its place. */
interface Succession {
  readonly family: RebuiltFamily;
  /** The name that the index has in the first generation. */
  readonly base: string;
  /** What readers see now. */
  readonly old: string;
  readonly next: string;
  /** Everything up to this sequence number of the old index is in the next one. */
  copiedTo: number;
}

/** What one pass of copying found. */
export interface CopyPass {
  /** Documents that were copied, or passed over because they are made again. */
  readonly documents: number;
  /** Periods that are made again and changed below, or were written by somebody else. */
  readonly changed: readonly SourcePeriod[];
}

/** Something stands in the way of putting the new indices in place. Nothing was changed that a reader sees. */
export class RebuildCopyError extends Error {
  readonly code = 'LF-REBUILD-COPY';

  constructor(reason: string) {
    super(`${reason} Nothing was put in place; start the rebuild again.`);
    this.name = 'RebuildCopyError';
  }
}

const DAY_MS = 24 * 3_600_000;
/** Sketches and evidence take up to some 20 kB each. */
const PAGE = 2_000;

/** What a rebuild makes its indices with. */
export interface RebuildIndicesParts {
  readonly client: Client;
  readonly names: IndexNames;
  /** What readers see now. */
  readonly current: Generations;
  /** Number of this rebuild. */
  readonly generation: number;
  readonly replaced: ReplacedDocuments;
  /** Repeats for a while what Elasticsearch can't do now; what is an error of ours goes through. */
  readonly persist: <T>(doing: string, work: () => Promise<T>) => Promise<T>;
}

/**
 * The indices that a rebuild makes beside those that readers see. In this order: what is written to them, {@link make},
 * {@link copy} as often as wanted, {@link block}, a last copy, {@link compare}, {@link switch}.
 */
export class RebuildIndices {
  private readonly successions = new Map<string, Succession>();

  constructor(private readonly parts: RebuildIndicesParts) {}

  /** Where the documents of the rebuild are written: whatever is asked for gets a successor. */
  readonly generations: Generations = {
    number: 0,
    of: (base) => this.succeed(base).next,
  };

  /** Names under which a period is made again from what is below it: new indices, where it has some, else the old ones. */
  async reading({ tier, time }: Pick<SourcePeriod, 'tier' | 'time'>): Promise<IndexNames> {
    const { names } = this.parts;
    const dated = (name: 'rowsMinute' | 'sketchesChunk'): string[] =>
      (['day', 'history'] as const).map((grain) => datedIndex(names[name], time, grain));
    if (tier === 'day') {
      const months = [time, time + DAY_MS - 1].map((instant) => datedIndex(names.rowsHour, instant, 'month'));
      return { ...names, rowsHour: await this.there(months) };
    }
    const [rowsMinute, sketchesChunk] = [
      await this.there(dated('rowsMinute')),
      await this.there(dated('sketchesChunk')),
    ];
    return { ...names, rowsMinute, sketchesChunk };
  }

  /** The new indices of one name. */
  nextOf(name: keyof IndexNames): string[] {
    return [...this.successions.values()].filter(({ family }) => family.index === name).map(({ next }) => next);
  }

  /** Adds every index that holds something of what is made again. */
  async find(): Promise<void> {
    const { client, names, replaced, persist } = this.parts;
    await persist('Looking for the indices', async () => {
      for (const family of REBUILT_FAMILIES) {
        const holding = await indicesWith(client, names[family.index], replaced.query(family));
        for (const index of holding) this.succeed(parseGeneration(index).base);
      }
    });
    // They are in every switch: by them who wrote by the old names learns of it.
    this.succeed(versioned(names.ledger));
    this.succeed(versioned(names.pin));
  }

  /** Makes all that is missing. */
  async make(): Promise<void> {
    const { client, persist } = this.parts;
    await this.find();
    for (const { old, next } of this.successions.values()) {
      // An index that was not there is made, empty, so that there is one way only.
      await persist(`Making ${next}`, async () => {
        await client.indices.create({ index: old }, { ignore: [400] });
        await client.indices.create({ index: next }, { ignore: [400] });
      });
    }
  }

  /** The pins of rebuilt chunks. */
  writePins(pins: readonly Pin[]): Promise<BulkOutcome[]> {
    const { client, names } = this.parts;
    const index = this.generations.of(versioned(names.pin));
    const documents = pins.map((pin) => ({
      index,
      id: `${rowSourceKey(pin)}/${pin.chunk}`,
      version: 1,
      document: pin,
    }));
    return bulkWrite(client, documents);
  }

  /** Copies what was written since the last pass and is not made again. */
  async copy(): Promise<CopyPass> {
    let documents = 0;
    const changed = new Map<string, SourcePeriod>();
    for (const succession of this.successions.values()) {
      const { old } = succession;
      documents += await this.parts.persist(`Copying ${old}`, () => this.copyIndex(succession, changed));
    }
    return { documents, changed: [...changed.values()] };
  }

  /** Names of what readers see now and {@link switch} removes. */
  get old(): string[] {
    return [...this.successions.values()].map(({ old }) => old);
  }

  /** From here on nobody writes to the old indices, and every write that was under way has ended. */
  async block(): Promise<void> {
    for (const index of slices(this.old)) {
      await this.parts.persist('Blocking writes', () => this.parts.client.indices.addBlock({ index, block: 'write' }));
    }
  }

  /** Counts what was copied on both sides. @throws RebuildCopyError */
  async compare(): Promise<void> {
    const { client, replaced, persist } = this.parts;
    for (const { family, old, next } of this.successions.values()) {
      const query = allBut([], [replaced.query(family)]);
      const [before, after] = await persist(`Comparing ${old}`, async () => {
        await refresh(client, [old, next]);
        return Promise.all([old, next].map(async (index) => (await client.count({ index, query })).count));
      });
      if (before === after) continue;
      throw new RebuildCopyError(`${old} holds ${before} documents that are to be copied, and ${next} ${after}.`);
    }
  }

  /**
   * Puts the new indices in place of the old ones, all at once. Each old name stays, as an alias that refuses writes: who
   * still writes there learns that what it holds rests on what is gone (`IndexReplacedError`).
   */
  async switch(): Promise<void> {
    const { client, names, generation } = this.parts;
    const actions: estypes.IndicesUpdateAliasesAction[] = [];
    for (const { family, base, old, next } of this.successions.values()) {
      const found = await client.indices.getAlias({ index: old });
      const earlier = Object.keys(found[old]?.aliases ?? {}).filter((alias) => alias !== names[family.index]);
      actions.push({ remove_index: { index: old } }, { add: { index: next, alias: names[family.index] } });
      for (const alias of new Set([base, old, ...earlier])) {
        actions.push({ add: { index: next, alias, is_write_index: false } });
      }
    }
    try {
      await client.indices.updateAliases({ actions });
    } catch (error) {
      // An answer that was lost says nothing of what was done.
      const { number } = await this.parts.persist('Looking what was put in place', () =>
        readGenerations(client, names),
      );
      if (number !== generation) throw error;
    }
  }

  private async there(bases: readonly string[]): Promise<string> {
    const { client, current, persist } = this.parts;
    const found: string[] = [];
    for (const base of new Set(bases)) {
      const index = this.successions.get(base)?.next ?? current.of(base);
      if (await persist(`Looking for ${index}`, () => client.indices.exists({ index }))) found.push(index);
    }
    // A pattern that finds nothing: an empty list would be read as everything.
    return found.length > 0 ? found.join(',') : `${bases[0]}-none*`;
  }

  private succeed(base: string): Succession {
    const known = this.successions.get(base);
    if (known) return known;
    const { names, current, generation } = this.parts;
    const family = REBUILT_FAMILIES.find(({ index }) => isOf(names[index], base));
    if (family === undefined) throw new Error(`${base} is of no family that is rebuilt. Add it to REBUILT_FAMILIES.`);
    const next = generationName(base, generation);
    const made: Succession = { family, base, old: current.of(base), next, copiedTo: -1 };
    this.successions.set(base, made);
    return made;
  }

  /** Reads what is not copied yet, as of one moment; what is written twice is the same. @returns how many documents. */
  private async copyIndex(succession: Succession, changed: Map<string, SourcePeriod>): Promise<number> {
    const { client, replaced, persist } = this.parts;
    const { family, old, next, copiedTo } = succession;
    const reached = await checkpointOf(client, old);
    if (reached === copiedTo) return 0;
    await refresh(client, [old]);
    let documents = 0;
    for await (const page of documentPages(client, old, { range: { _seq_no: { gt: copiedTo } } }, PAGE)) {
      documents += page.length;
      for (const { source } of page) {
        const period = replaced.periodOf(family, source);
        if (period) changed.set(JSON.stringify(period), period);
      }
      const kept = page.filter(({ source }) => !replaced.has(family, source));
      const copies = kept.map(({ id, version, source }) => ({ index: next, id, version, document: source as object }));
      const outcomes = await persist(`Copying ${old}`, () => bulkWrite(client, copies));
      const refused = outcomes.find((outcome) => outcome.kind === 'refused');
      if (refused?.kind === 'refused') throw new RebuildCopyError(`${next} refused a copy (${refused.reason}).`);
    }
    succession.copiedTo = reached;
    return documents;
  }
}

/** How far every operation is in the index: all shards are one. */
async function checkpointOf(client: Client, index: string): Promise<number> {
  const stats = await client.indices.stats({ index, level: 'shards' });
  const copies = Object.values(stats.indices?.[index]?.shards ?? {}).flat();
  const checkpoints = copies.flatMap(({ seq_no: told, routing }) =>
    routing?.primary && told ? [told.local_checkpoint] : [],
  );
  const [checkpoint] = checkpoints;
  if (checkpoint === undefined || checkpoints.length > 1) throw new Error(`${index} has no single primary shard now.`);
  return checkpoint;
}

/** Names of the indices behind an alias that hold something that the query finds. */
async function indicesWith(
  client: Client,
  index: string,
  query: NonNullable<estypes.SearchRequest['query']>,
): Promise<ReadonlySet<string>> {
  await refresh(client, [index]);
  const { aggregations } = await client.search<unknown, { indices: estypes.AggregationsStringTermsAggregate }>({
    index,
    ignore_unavailable: true,
    allow_no_indices: true,
    size: 0,
    query,
    aggs: { indices: { terms: { field: '_index', size: 10_000 } } },
  });
  const buckets = (aggregations?.indices.buckets ?? []) as estypes.AggregationsStringTermsBucket[];
  return new Set(buckets.map(({ key }) => String(key)));
}

function isOf(alias: string, base: string): boolean {
  const first = versioned(alias);
  return base === first || base.startsWith(`${first}-`);
}
