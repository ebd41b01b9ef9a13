import { zstdCompressSync } from 'node:zlib';
import { compressFrameSync } from 'lz4-napi';
import { readLines } from '../load/line-reader';
import { sensorOfLine } from '../load/sensor-of-line';
import { BatchSender } from './batch-sender';
import { RecordBatch, type BatchHeader, type Compression, type Compressor } from './record-batch';

/** Lines of a file, as they are to lie in a topic. */
export interface TopicWriting {
  readonly broker: string;
  readonly topic: string;
  readonly partitions: number;
  readonly compression: Compression;
  readonly header: BatchHeader | undefined;
  /** Files, one record a line, written one after the other. */
  readonly paths: readonly string[];
  /** When the log is to have taken a line, milliseconds since 1970; now without it, and the topic may put its own. */
  readonly logTimeOf?: (line: Buffer) => number;
}

/** What came to lie there. */
export interface WrittenTopic {
  readonly records: number;
  /** Of the values alone. */
  readonly valueBytes: number;
  /** Of the batches, as they went to the broker. */
  readonly batchBytes: number;
}

/** As producers with some linger make them; it is the same for all who read. */
export const BATCH_BYTES = 128 * 1024;
const MOST_UNDER_WAY = 16;
/** What the broker answers for the log's time where a topic has the writer's. */
const OF_WRITER = -1;

export const COMPRESSORS: Readonly<Record<Compression, Compressor>> = {
  none: (bytes) => bytes,
  zstd: (bytes) => zstdCompressSync(bytes),
  lz4: (bytes) => compressFrameSync(bytes),
};

/** Writes files into a topic, each line's sensor its key, and the partition by the key. */
export async function writeTopic(writing: TopicWriting): Promise<WrittenTopic> {
  const sender = await BatchSender.connect(writing.broker);
  const writer = new TopicWriter(sender, writing);
  try {
    for (const path of writing.paths) await readLines(path, (line) => writer.add(line));
    await writer.finish();
    return writer.written;
  } finally {
    sender.close();
  }
}

class TopicWriter {
  private readonly batches: RecordBatch[];
  private readonly places = new Map<string, number>();
  private readonly underWay = new Set<Promise<unknown>>();
  private logTime: number | undefined;
  readonly written = { records: 0, valueBytes: 0, batchBytes: 0 };

  constructor(
    private readonly sender: BatchSender,
    private readonly writing: TopicWriting,
  ) {
    this.batches = Array.from({ length: writing.partitions }, () => new RecordBatch(writing.header, BATCH_BYTES));
  }

  /** @returns something to wait for, where the broker is behind. */
  add(line: Buffer): Promise<void> | undefined {
    const key = sensorOfLine(line);
    const partition = this.placeOf(key);
    const batch = this.batches[partition] as RecordBatch;
    this.logTime = this.writing.logTimeOf?.(line);
    this.written.records += 1;
    this.written.valueBytes += line.length;
    if (batch.add(key, line)) return undefined;
    this.send(partition, batch);
    batch.add(key, line);
    return this.underWay.size < MOST_UNDER_WAY ? undefined : Promise.race(this.underWay).then(() => undefined);
  }

  async finish(): Promise<void> {
    this.batches.forEach((batch, partition) => {
      if (batch.count > 0) this.send(partition, batch);
    });
    await Promise.all(this.underWay);
  }

  private send(partition: number, batch: RecordBatch): void {
    const { compression, topic } = this.writing;
    const bytes = batch.take(this.logTime ?? Date.now(), compression, COMPRESSORS[compression]);
    this.written.batchBytes += bytes.length;
    const sent = this.append(topic, partition, bytes).finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
  }

  private async append(topic: string, partition: number, bytes: Buffer): Promise<void> {
    const { logTime } = await this.sender.send(topic, partition, bytes);
    if (this.writing.logTimeOf === undefined || logTime === OF_WRITER) return;
    throw new Error(`LF-BENCH-TOPIC: ${topic} puts its own time on records. Make it with the writer's.`);
  }

  private placeOf(key: Buffer): number {
    const name = key.toString('latin1');
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const place = partitionOf(name, this.writing.partitions);
    this.places.set(name, place);
    return place;
  }
}

/** The partition of a sensor (FNV-1a). */
export function partitionOf(name: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % partitions;
}
