import type { IndexNames } from '@lianfang/contract';

/** One alias whose indices a rebuild makes again. */
export interface RebuiltFamily {
  readonly index: keyof IndexNames;
  /** `chunk`: its documents are of one chunk; `hour`, `day`: of a source's hour or Taipei day, made from those of chunks. */
  readonly of: 'chunk' | 'hour' | 'day';
  /** True when hours are made from its documents. */
  readonly isBelowHours?: boolean;
}

/** Everything that a rebuild makes again, one line each. */
export const REBUILT_FAMILIES: readonly RebuiltFamily[] = [
  { index: 'rowsMinute', of: 'chunk', isBelowHours: true },
  { index: 'rowsHour', of: 'hour' },
  { index: 'rowsDay', of: 'day' },
  { index: 'sketchesChunk', of: 'chunk', isBelowHours: true },
  { index: 'sketchesHour', of: 'hour' },
  { index: 'revisions', of: 'chunk' },
  { index: 'evidence', of: 'chunk' },
  { index: 'ledger', of: 'chunk' },
  { index: 'pin', of: 'chunk' },
];
