import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, estypes } from '@elastic/elasticsearch';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import type { Contender, PreparedTopic, RunFigures } from './contender';
import { startMeasured, type Mark } from './start-measured';
import { removeIndices, storedBytesOf } from './stored-run';

interface PeerResult {
  readonly end: Mark;
  readonly peakRssMb: number;
  readonly seen: number;
}

/**
 * Raw indexing, as whoever cares tunes it: strings as keywords instead of analysed text, no replica, a refresh only each
 * 30 s. Where a load is long it reads only the first `most` records; its figures are rates.
 */
export function rawContender(program: string, most: number): Contender {
  return {
    name: 'raw',
    title: 'raw bulk indexing of each event',
    run: async (topic, arena): Promise<RunFigures> => {
      const client = createElasticsearch({ ELASTICSEARCH_NODE: arena.node });
      const index = `${arena.run}-events`;
      const result = join(arena.folder, 'raw.json');
      const records = Math.min(most, topic.records);
      try {
        await client.indices.create({ index, settings: SETTINGS, mappings: mappingOf(topic) });
        const env = {
          PEER_LOAD: topic.load,
          PEER_RECORDS: String(records),
          PEER_BROKER: arena.broker,
          PEER_TOPIC: topic.prefix + topic.name,
          PEER_GROUP: arena.run,
          PEER_INDEX: index,
          PEER_RESULT: result,
          ELASTICSEARCH_NODE: arena.node,
        };
        const child = await startMeasured(program, { name: 'raw', env }, arena);
        const exit = await child.exited;
        if (exit.code !== 0) throw child.diedError(exit);
        const begin = child.firstFetch();
        const { end, peakRssMb, seen } = JSON.parse(readFileSync(result, 'utf8')) as PeerResult;
        const storedBytes = await weigh(client, index, seen);
        await removeIndices(client, arena.run);
        return {
          records: seen,
          seconds: (end.at - begin.at) / 1_000,
          cpuSeconds: (end.cpuMicros - begin.cpuMicros) / 1_000_000,
          peakRssMb,
          storedBytes,
          answer: undefined,
        };
      } finally {
        await client.close();
      }
    },
  };
}

const SETTINGS: estypes.IndicesIndexSettings = {
  number_of_shards: 1,
  number_of_replicas: 0,
  refresh_interval: '30s',
  'index.mapping.total_fields.limit': 2_000,
};

function mappingOf({ load }: PreparedTopic): estypes.MappingTypeMapping {
  if (load === 'cef')
    return { properties: { '@timestamp': { type: 'date' }, message: { type: 'text', norms: false } } };
  const ip = { type: 'ip' } as const;
  const keyword = { type: 'keyword', ignore_above: 1_024 } as const;
  return {
    date_detection: false,
    properties: {
      timestamp: { type: 'date', format: "yyyy-MM-dd'T'HH:mm:ss.SSSSSSZ" },
      '@timestamp': { type: 'date' },
      src_ip: ip,
      dest_ip: ip,
      source: { properties: { ip } },
      destination: { properties: { ip } },
    },
    dynamic_templates: [{ strings: { match_mapping_type: 'string', mapping: keyword } }],
  };
}

/** @throws when the index does not hold what was written. */
async function weigh(client: Client, index: string, wanted: number): Promise<number> {
  await client.indices.refresh({ index });
  const { count } = await client.count({ index });
  if (count !== wanted)
    throw new Error(`LF-BENCH-RAW: ${wanted} events were written and ${count} are stored. Start again.`);
  return storedBytesOf(client, index);
}
