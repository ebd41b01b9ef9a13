import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender, RunFigures } from './contender';
import { startMeasured, type Mark } from './start-measured';

const WAYS = {
  'each-message': 'kafkajs eachMessage + JSON.parse + Map count',
  'each-batch': 'kafkajs eachBatch + JSON.parse + Map count',
  'no-work': 'kafkajs eachBatch, no work',
} as const;

/** What the peer writes when it has come to the end. */
interface PeerResult {
  readonly end: Mark;
  readonly peakRssMb: number;
  readonly seen: number;
}

/** One of the peers of `kafkajs-peer.ts`. @param program its bundle. */
export function kafkajsContender(way: keyof typeof WAYS, program: string): Contender {
  return {
    name: way,
    title: WAYS[way],
    run: async (topic, arena): Promise<RunFigures> => {
      const result = join(arena.folder, `${way}.json`);
      const env = {
        PEER_WAY: way,
        PEER_LOAD: topic.load,
        PEER_RECORDS: String(topic.records),
        PEER_BROKER: arena.broker,
        PEER_TOPIC: topic.prefix + topic.name,
        PEER_GROUP: arena.run,
        PEER_RESULT: result,
      };
      const child = await startMeasured(program, { name: way, env }, arena);
      const exit = await child.exited;
      if (exit.code !== 0) throw child.diedError(exit);
      const begin = child.firstFetch();
      const { end, peakRssMb, seen } = JSON.parse(readFileSync(result, 'utf8')) as PeerResult;
      return {
        records: seen,
        seconds: (end.at - begin.at) / 1_000,
        cpuSeconds: (end.cpuMicros - begin.cpuMicros) / 1_000_000,
        peakRssMb,
        answer: way === 'no-work' ? undefined : { kind: 'counts', path: result },
      };
    },
  };
}
