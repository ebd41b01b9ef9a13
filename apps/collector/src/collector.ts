import type { LogAdmin, LogConsumer, LogHandler, LogBatch, TopicPartition } from '@lianfang/platform/kafka';
import type { CollectorParts } from './collector-parts';
import { PartitionWorker } from './partition/partition-worker';

/** How the collector runs. */
export interface CollectorOptions {
  readonly topics: readonly string[];
  readonly flushMs: number;
}

/** How long a stop waits for what is under way; what is left is counted again by the next owner. */
const STOP_TIMEOUT_MS = 8_000;

/** Reads the topics as one member of the group: a worker for each partition that it owns, and a flush each second. */
export class Collector implements LogHandler {
  private readonly workers = new Map<string, PartitionWorker>();
  private timer: NodeJS.Timeout | undefined;
  private joined = false;

  constructor(
    private readonly consumer: LogConsumer,
    private readonly admin: LogAdmin,
    private readonly parts: CollectorParts,
    private readonly options: CollectorOptions,
  ) {}

  async start(): Promise<void> {
    await this.consumer.start(this);
    this.timer = setInterval(() => void this.tick(), this.options.flushMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    const stopping = this.consumer.stop().then(() => this.flushAll());
    await Promise.race([stopping, new Promise((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref())]);
    for (const worker of this.workers.values()) worker.close();
  }

  /** Throws, with the reason, when the collector can't do its work. */
  assertReady(): void {
    if (!this.joined) throw new Error('The collector has not joined its group yet.');
    for (const worker of this.workers.values()) {
      if (worker.delivery?.failure) throw worker.delivery.failure;
      if (worker.delivery === undefined) throw new Error(`Partition ${keyOf(worker.place)} is still being opened.`);
    }
  }

  assigned(partitions: readonly TopicPartition[]): void {
    const owned = new Set(partitions.map(keyOf));
    for (const [key, worker] of this.workers) {
      if (owned.has(key)) continue;
      worker.close();
      worker.release();
      this.workers.delete(key);
    }
    for (const place of partitions) this.own(place);
    this.joined = true;
  }

  batch(batch: LogBatch): Promise<void> {
    const worker = this.workers.get(keyOf(batch));
    return worker ? worker.take(batch) : Promise.resolve();
  }

  filtered(place: TopicPartition, lastOffset: number): void {
    this.workers.get(keyOf(place))?.passOver(lastOffset);
  }

  doubted(): void {
    for (const worker of this.workers.values()) worker.doubt();
  }

  private own(place: TopicPartition): void {
    const kept = this.workers.get(keyOf(place));
    if (kept) kept.keep();
    else this.workers.set(keyOf(place), new PartitionWorker(place, this.parts));
  }

  private async tick(): Promise<void> {
    await this.readLogEnds().catch((error: unknown) => {
      this.parts.log.warn(`Reading log ends: ${String(error)}`);
      this.doubted();
    });
    await this.flushAll();
  }

  /** An idle partition gets no batches; its end is asked for, so that `pending` is true. */
  private async readLogEnds(): Promise<void> {
    for (const topic of this.options.topics) {
      const readBefore = new Map([...this.workers].map(([key, worker]) => [key, worker.position]));
      for (const { partition, end } of await this.admin.bounds(topic)) {
        const key = keyOf({ topic, partition });
        this.workers.get(key)?.sawLogEnd(end, readBefore.get(key));
      }
    }
  }

  private async flushAll(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => this.flush(worker)));
  }

  private async flush(worker: PartitionWorker): Promise<void> {
    const { place } = worker;
    await worker.flush().catch((error: unknown) => this.parts.log.error(`Flushing ${keyOf(place)}: ${String(error)}`));
    const { delivery } = worker;
    if (delivery === undefined) return;
    const labels = { topic: place.topic, partition: String(place.partition) };
    this.parts.metrics.pending.set(labels, delivery.pending);
    this.parts.metrics.stopped.set(labels, delivery.failure ? 1 : 0);
  }
}

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
