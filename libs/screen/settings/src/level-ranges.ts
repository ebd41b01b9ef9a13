import type { PostureThresholds } from '@lianfang/contract';
import type { PostureLevel } from '@lianfang/screen/posture';

/** Scores of one level, both included. */
export interface LevelRange {
  readonly level: PostureLevel;
  readonly from: number;
  readonly to: number;
}

const BEST = 100;

/** The four ranges of a score, the lowest first; together they are 0 to 100. */
export function levelRanges({ steady, watch, strained }: PostureThresholds): readonly LevelRange[] {
  return [
    { level: 'critical', from: 0, to: strained - 1 },
    { level: 'strained', from: strained, to: watch - 1 },
    { level: 'watch', from: watch, to: steady - 1 },
    { level: 'steady', from: steady, to: BEST },
  ];
}
