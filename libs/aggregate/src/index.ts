export { ChunkClock, DEFAULT_CHUNK_RULE, type ChunkPlace, type ChunkRule } from './chunk-clock';
export { ChunkAccount, type ChunkChanges, type ChunkLimits, type StoredChunks } from './chunk-account';
export { DistinctSketch, type DistinctEstimate } from './distinct-sketch';
export { DuplicateWindow } from './duplicate-window';
export type { EvidenceLimits } from './evidence-book';
export { judgeTime, type TimeLimits } from './judge-time';
export { hourOf, rollUp, taipeiDayOf, type CellSum, type RollUpPlace } from './roll-up';
export { rollUpSketches, type SketchRollUp } from './roll-up-sketches';
export { EMPTY_TOP, mergeTop, trimTop } from './top-list';
