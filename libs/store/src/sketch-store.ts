import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Client } from '@elastic/elasticsearch';
import { sketch, type IndexNames, type RowSource, type Sketch, type VersionedSketch } from '@lianfang/contract';
import { z } from 'zod';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { FIRST_GENERATION, type WriteOptions } from './generations';
import { allDocuments, refresh } from './read/document-pages';
import { assertKept, readDropped, type DroppedIndex } from './read/dropped-indices';
import { all, ofSource } from './read/row-queries';
import { datedIndex } from './row-index';
import { documentsSince } from './stored-chunks';

const HOUR_MS = 3_600_000;

/** The sketches of some hours of one source. */
export interface HourSketches {
  /** By hour: the sketches of its chunks, and the counties that have a sketch of the whole hour already. */
  readonly hours: ReadonlyMap<number, { readonly chunks: Sketch[]; readonly counties: string[] }>;
  /** What was dropped of the hours that are missing. */
  readonly dropped: readonly DroppedIndex[];
}

/** Sketches as a collector writes and rolls them up: external versions, so that writing again changes nothing. */
export interface SketchStore {
  /** One outcome for each, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  write(sketches: readonly VersionedSketch[], options?: WriteOptions): Promise<BulkOutcome[]>;
  /** The sketches of one source's hour by chunk, after a refresh. @throws DroppedByRetentionError when some are gone. */
  chunksOf(source: RowSource, hour: number): Promise<Sketch[]>;
  /** Of several hours at once; hours of which something was dropped are left out and told. */
  ofHours(source: RowSource, hours: readonly number[]): Promise<HourSketches>;
  /** Removes the sketches of the chunks that begin at offset `from` or later: they are made anew. */
  dropSince(source: RowSource, from: number): Promise<void>;
}

/** The {@link SketchStore} on Elasticsearch. */
export function createSketchStore(client: Client, names: IndexNames): SketchStore {
  return {
    write: (sketches, { history = false, generations = FIRST_GENERATION } = {}) =>
      bulkWrite(
        client,
        sketches.map(({ id, version, sketch: made }): BulkDocument => {
          const index = generations.of(indexOf(names, made, history));
          return { index, id, version, document: toDocument(made) };
        }),
      ),
    chunksOf: async (source, hour) => {
      const within = { from: hour, to: hour + HOUR_MS };
      await assertKept(client, names, { family: 'chunkSketches', source, within });
      await refresh(client, [names.sketchesChunk]);
      const query = all([ofSource(source), { term: { time: hour } }]);
      const documents = await allDocuments(client, names.sketchesChunk, query);
      return documents.map((document) => fromDocument(document.source));
    },
    ofHours: (source, hours) => readHours(client, names, source, hours),
    dropSince: async (source, from) => {
      const documents = await documentsSince(client, names, names.sketchesChunk, { source, from });
      for (const { index, id, version } of documents) {
        // Somebody may have written a newer one meanwhile, or removed it.
        await client.delete({ index, id, version, version_type: 'external_gte' }, { ignore: [404, 409] });
      }
    },
  };
}

async function readHours(
  client: Client,
  names: IndexNames,
  source: RowSource,
  hours: readonly number[],
): Promise<HourSketches> {
  const within = { from: Math.min(...hours), to: Math.max(...hours) + HOUR_MS };
  const dropped = await readDropped(client, names, { family: 'chunkSketches', source, within });
  const kept = hours.filter((hour) => !dropped.some(({ from, to }) => from < hour + HOUR_MS && to > hour));
  const read = new Map(kept.map((hour) => [hour, { chunks: [] as Sketch[], counties: [] as string[] }]));
  if (kept.length > 0) {
    await refresh(client, [names.sketchesChunk, names.sketchesHour]);
    const query = all([ofSource(source), { terms: { time: kept } }]);
    for (const document of await allDocuments(client, names.sketchesChunk, query)) {
      const sketch = fromDocument(document.source);
      read.get(sketch.time)?.chunks.push(sketch);
    }
    for (const document of await allDocuments(client, names.sketchesHour, query)) {
      const { time, county } = stored.pick({ time: true, county: true }).parse(document.source);
      read.get(time)?.counties.push(county);
    }
  }
  return { hours: read, dropped: kept.length < hours.length ? dropped : [] };
}

function indexOf(names: IndexNames, { tier, time }: Sketch, history: boolean): string {
  if (tier === 'hour') return datedIndex(names.sketchesHour, time, 'month');
  return datedIndex(names.sketchesChunk, time, history ? 'history' : 'day');
}

function toDocument({ sources, top, ...place }: Sketch): object {
  return { ...place, sources: packed(sources), top: packed(Buffer.from(JSON.stringify(top))) };
}

/** As it is stored: what nobody searches for is packed. */
const stored = sketch.extend({ sources: z.base64(), top: z.base64() });

/** The sketch that a stored document holds. */
export function fromDocument(document: unknown): Sketch {
  const { sources, top, ...place } = stored.parse(document);
  return { ...place, sources: unpacked(sources), top: sketch.shape.top.parse(JSON.parse(unpacked(top).toString())) };
}

function packed(bytes: Uint8Array): string {
  return deflateRawSync(bytes).toString('base64');
}

function unpacked(text: string): Buffer {
  return inflateRawSync(Buffer.from(text, 'base64'));
}
