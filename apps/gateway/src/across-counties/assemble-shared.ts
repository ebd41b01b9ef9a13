import type { DirectoryFile } from '@lianfang/board';
import type { Figures } from '../board/figures';
import { MiddleDesk } from './middle-desk';
import { ProtectedAddresses } from './protected-addresses';
import { SourcesDesk, type SharedSourcesSource } from './sources-desk';

/** What shared datasets are served from. */
export interface SharedParts {
  readonly figures: Figures;
  readonly sketches: Omit<SharedSourcesSource, 'isProtected' | 'now'>;
  readonly directory: DirectoryFile;
}

/** Who answers what counties are told of each other. */
export interface AssembledShared {
  readonly middle: MiddleDesk;
  readonly sources: SourcesDesk;
}

/** Joins the parts. */
export function assembleShared({ figures, sketches, directory }: SharedParts): AssembledShared {
  const now = (): number => performance.now();
  const addresses = new ProtectedAddresses(() => directory.current);
  return {
    middle: new MiddleDesk({ situation: () => figures.situation(), now }),
    sources: new SourcesDesk({ ...sketches, isProtected: (address) => addresses.has(address), now }),
  };
}
