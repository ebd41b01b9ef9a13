import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { z } from 'zod';
import { versioned } from './index-templates';
import { changeDocument } from './versioned-documents';

/** A record by which a log is known again: a topic that was deleted and made anew holds another at its offset. */
export const fingerprint = z.object({
  offset: z.number().int(),
  logTime: z.number().int(),
  /** SHA-256 of the record's key and value, hexadecimal. */
  hash: z.string(),
});
export type Fingerprint = z.infer<typeof fingerprint>;

/** The life of a partition that is being counted. */
export const epochState = z.object({
  topic: z.string(),
  partition: z.number().int(),
  /** 1 for the first life of the topic; one more each time that it was deleted and made again. */
  epoch: z.number().int(),
  /** First offset that the ledger of this epoch covers. */
  start: z.number().int(),
  fingerprint: fingerprint.nullable(),
});
export type EpochState = z.infer<typeof epochState>;

/** Epochs by topic and partition. */
export interface EpochStore {
  read(topic: string, partition: number): Promise<EpochState | undefined>;
  /** Leaves what is stored as it is where that is of a later epoch, or of a later record: its writer came further. */
  write(state: EpochState): Promise<void>;
}

/** The {@link EpochStore} on Elasticsearch. */
export function createEpochStore(client: Client, names: IndexNames): EpochStore {
  const index = versioned(names.epoch);
  return {
    read: async (topic, partition) => {
      const found = await client.get({ index, id: `${topic}/${partition}` }, { ignore: [404] });
      return found.found ? epochState.parse(found._source) : undefined;
    },
    write: async (state) => {
      const place = { index, id: `${state.topic}/${state.partition}` };
      await changeDocument(
        client,
        place,
        (source) => epochState.parse(source),
        (stored) => (stored && isAhead(stored, state) ? stored : state),
      );
    },
  };
}

/** Somebody who was asleep must not take an epoch back. */
function isAhead(stored: EpochState, state: EpochState): boolean {
  if (stored.epoch !== state.epoch) return stored.epoch > state.epoch;
  return (stored.fingerprint?.offset ?? -1) > (state.fingerprint?.offset ?? -1);
}
