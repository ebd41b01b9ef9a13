import type { ChunkPlace } from '@lianfang/aggregate';
import type { RowSource } from '@lianfang/contract';
import type { TopicPartition } from '@lianfang/platform/kafka';
import type { Pin, PinStore } from '@lianfang/store';
import type { CollectorMetrics } from './collector-metrics';
import type { OpeningParts } from './partition/partition-opening';
import type { Destinations } from './pipeline';
import type { StageLibrary } from './reference/stage-library';
import type { ServiceLog } from './service-log';

/** What each partition works with. */
export interface CollectorParts {
  readonly opening: OpeningParts;
  readonly pins: PinStore;
  readonly library: StageLibrary;
  readonly destinations: Destinations;
  readonly metrics: CollectorMetrics;
  readonly log: ServiceLog;
  /** What a new chunk is pinned to now. */
  pinFor(source: RowSource, chunk: ChunkPlace): Pin;
  seek(partition: TopicPartition, offset: number): void;
  pause(partition: TopicPartition): void;
  resume(partition: TopicPartition): void;
  commit(partition: TopicPartition, offset: number, metadata: string): Promise<void>;
}
