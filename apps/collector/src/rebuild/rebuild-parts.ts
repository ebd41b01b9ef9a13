import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import type { ArtifactStore, RebuildLock } from '@lianfang/store';
import type { Destinations } from '../pipeline';
import type { IndicatorFile } from '../reference/indicator-file';
import type { Patience } from './patience';
import type { RebuildStores } from './rebuild-writer';
import type { RecountParts } from './recount';
import type { SelectionParts } from './select-chunks';

/** Everything that a rebuild works with. */
export interface RebuildParts extends Omit<SelectionParts, 'pinFor'>, RecountParts {
  readonly client: Client;
  readonly names: IndexNames;
  readonly artifacts: ArtifactStore;
  readonly stores: RebuildStores;
  readonly destinations: Pick<Destinations, 'log' | 'rowsLive'>;
  /** What evidence is matched with again; the file is read when a rebuild begins. */
  readonly indicators: Pick<IndicatorFile, 'read'>;
  readonly lock: RebuildLock;
  readonly patience: Patience;
  /** Tells the person at the terminal. */
  readonly say: (line: string) => void;
}
