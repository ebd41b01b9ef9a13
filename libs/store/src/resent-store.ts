import type { Client } from '@elastic/elasticsearch';
import { rejectedPlaceKey, resent, type IndexNames, type RejectedPlace } from '@lianfang/contract';
import { z } from 'zod';
import { versioned } from './index-templates';
import { changeDocument } from './versioned-documents';

/** A rejected record that was sent again, and what is known of it since. */
export const resentNote = resent.extend({
  topic: z.string(),
  epoch: z.number().int(),
  /** Where it was rejected. */
  fromPartition: z.number().int(),
  fromOffset: z.number().int(),
  /** End of each partition of the dead-letter topic when it was sent: a new letter of it stands behind. */
  lettersEnd: z.array(z.number().int()),
});
export type ResentNote = z.infer<typeof resentNote>;

/** Notes of what was sent again, by the place where it was rejected. */
export interface ResentStore {
  read(places: readonly RejectedPlace[]): Promise<ReadonlyMap<string, ResentNote>>;
  /** Changes one note by what it is now; `next` answers the same or undefined to leave it. */
  change(
    place: RejectedPlace,
    next: (current: ResentNote | undefined) => ResentNote | undefined,
  ): Promise<ResentNote | undefined>;
}

/** The {@link ResentStore} on Elasticsearch. */
export function createResentStore(client: Client, names: IndexNames): ResentStore {
  const index = versioned(names.resent);
  return {
    read: async (places) => {
      const ids = [...new Set(places.map(rejectedPlaceKey))];
      if (ids.length === 0) return new Map();
      const { docs } = await client.mget({ index, ids });
      const found = docs.flatMap((doc) => ('found' in doc && doc.found ? [[doc._id, doc._source] as const] : []));
      return new Map(found.map(([id, source]) => [id, resentNote.parse(source)]));
    },
    change: (place, next) =>
      changeDocument(client, { index, id: rejectedPlaceKey(place) }, (source) => resentNote.parse(source), next),
  };
}
