import type { RowSource } from '@lianfang/contract';
import type { Pin } from '@lianfang/store';
import type { SourceToRebuild } from './select-chunks';

/** Chunks that follow each other and were counted under the same. */
export interface ReplacedPins extends Omit<Pin, 'chunk' | 'from' | keyof RowSource> {
  readonly source: RowSource;
  readonly firstChunk: string;
  readonly lastChunk: string;
  readonly chunks: number;
}

/** What the pins that are replaced said, in few words: for the record of the rebuild. */
export function replacedPins(sources: readonly SourceToRebuild[]): ReplacedPins[] {
  return sources.flatMap(({ source, chunks }) => {
    const runs: ReplacedPins[] = [];
    for (const { old } of chunks) {
      const { topic: _topic, epoch: _epoch, partition: _partition, chunk, from: _from, ...said } = old;
      const last = runs.at(-1);
      if (last && isSame(last, said)) runs[runs.length - 1] = { ...last, lastChunk: chunk, chunks: last.chunks + 1 };
      else runs.push({ ...said, source, firstChunk: chunk, lastChunk: chunk, chunks: 1 });
    }
    return runs;
  });
}

function isSame(run: ReplacedPins, said: Omit<Pin, 'chunk' | 'from' | keyof RowSource>): boolean {
  const { source: _source, firstChunk: _first, lastChunk: _last, chunks: _chunks, ...own } = run;
  return JSON.stringify(own) === JSON.stringify(said);
}
