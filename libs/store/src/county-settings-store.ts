import type { Client, estypes } from '@elastic/elasticsearch';
import { countySettings, type CountySettings, type IndexNames } from '@lianfang/contract';
import { versioned } from './index-templates';
import { changeDocument } from './versioned-documents';

/** What counties have set: one document per county, changed only by who has seen its present state. */
export interface CountySettingsStore {
  /** Undefined where a county has set nothing. */
  find(county: string): Promise<CountySettings | undefined>;
  /** Of these counties those that have set something, in the order that they were asked for; as written, no refresh awaited. */
  ofAll(counties: readonly string[]): Promise<CountySettings[]>;
  /**
   * Changes what a county has set by what it is now; `next` answers the same or undefined to leave it.
   * @returns what is stored in the end.
   */
  change(
    county: string,
    next: (current: CountySettings | undefined) => CountySettings | undefined,
  ): Promise<CountySettings | undefined>;
}

/** The {@link CountySettingsStore} on Elasticsearch. */
export function createCountySettingsStore(client: Client, names: IndexNames): CountySettingsStore {
  const index = versioned(names.countySettings);
  const parse = (source: unknown): CountySettings => countySettings.parse(source);
  return {
    find: async (county) => {
      const found = await client.get({ index, id: county, realtime: true }, { ignore: [404] });
      return found.found ? parse(found._source) : undefined;
    },
    ofAll: async (counties) => {
      if (counties.length === 0) return [];
      const { docs } = await client.mget({ index, ids: [...counties], realtime: true });
      return docs.flatMap((document) => {
        const source = sourceOf(document);
        return source === undefined ? [] : [parse(source)];
      });
    },
    change: (county, next) => changeDocument(client, { index, id: county }, parse, next),
  };
}

/** @throws Error where it could not be read: that a county has set nothing is said only where that is known. */
function sourceOf(document: estypes.MgetResponseItem): unknown {
  if (!('error' in document)) return document.found ? document._source : undefined;
  if (document.error.type === 'index_not_found_exception') return undefined;
  throw new Error(`The settings of ${document._id} could not be read: ${document.error.type}.`);
}
