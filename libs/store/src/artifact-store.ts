import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { versioned } from './index-templates';

/** Contents that pins name by hash: stored before they are named, never changed. */
export interface ArtifactStore {
  /** Stores the content under its hash; storing it again changes nothing. */
  keep(hash: string, kind: 'directory' | 'countries' | 'sensors', content: Buffer): Promise<void>;
  read(hash: string): Promise<Buffer | undefined>;
}

/** The {@link ArtifactStore} on Elasticsearch. */
export function createArtifactStore(client: Client, names: IndexNames): ArtifactStore {
  const index = versioned(names.artifact);
  return {
    keep: async (hash, kind, content) => {
      const document = { kind, content: content.toString('base64') };
      await client.create({ index, id: hash, document }, { ignore: [409] });
    },
    read: async (hash) => {
      const found = await client.get<{ content: string }>({ index, id: hash }, { ignore: [404] });
      return found.found && found._source ? Buffer.from(found._source.content, 'base64') : undefined;
    },
  };
}
