import type { ChunkPlace } from '@lianfang/aggregate';
import type { RowSource } from '@lianfang/contract';
import type { Pin, PinLimits } from '@lianfang/store';
import type { Environment } from '../environment';
import type { ReferenceData } from './reference-data';
import { pinnedReference } from './stage-library';

/** Events may be this far ahead of the log. */
const AHEAD_MS = 5 * 60_000;
/** Bytes of one record that are kept as evidence: whole, as long as records have their usual limit. */
const LONGEST_ORIGINAL = 262_144;

/** What new pins are made of. */
export interface PinParts {
  readonly environment: Environment;
  readonly reference: ReferenceData;
  /** Version of the normaliser that new chunks are counted with. */
  readonly normaliser: string;
}

/** The pin that a chunk gets when nobody has pinned it yet: everything that decides its figures, as it holds now. */
export function newPin(source: RowSource, chunk: ChunkPlace, { environment, reference, normaliser }: PinParts): Pin {
  const topic = source.topic.slice(environment.LIANFANG_TOPIC_PREFIX.length);
  const settings = environment.LIANFANG_TOPICS.find((item) => item.topic === topic);
  return {
    ...source,
    chunk: chunk.name,
    from: chunk.from,
    ...pinnedReference(reference.current, normaliser),
    normaliser,
    limits: {
      recordBytes: environment.LIANFANG_RECORD_BYTES,
      cells: environment.LIANFANG_CELL_LIMIT,
      topListKeys: environment.LIANFANG_TOP_LIST_KEYS,
      duplicateWindow: environment.LIANFANG_DUPLICATE_WINDOW,
      ahead: AHEAD_MS,
      behind: settings?.latenessMs ?? 0,
      ...evidenceLimits(environment),
    },
  };
}

function evidenceLimits(environment: Environment): Pick<PinLimits, 'evidence'> {
  const perChunk = environment.LIANFANG_EVIDENCE_PER_CHUNK;
  if (perChunk === 0) return {};
  const perGroup = environment.LIANFANG_EVIDENCE_PER_GROUP;
  const bytes = environment.LIANFANG_EVIDENCE_BYTES;
  return { evidence: { perGroup, perChunk, bytes, originalBytes: LONGEST_ORIGINAL } };
}
