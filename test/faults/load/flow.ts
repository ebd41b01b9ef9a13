import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Kafka, type Producer } from 'kafkajs';
import type { LoadMaker } from './load-maker';

const { CompressionTypes } = kafkajs;
const SLICE = 200;

/** Sends what a {@link LoadMaker} makes. */
export class Flow {
  private readonly producer: Producer;
  /** How many partitions records are spread over. */
  partitions: number;
  private stopped = false;

  constructor(
    kafka: Kafka,
    private readonly topic: string,
    private readonly maker: LoadMaker,
    partitions: number,
  ) {
    this.partitions = partitions;
    this.producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 30, maxRetryTime: 1_000 } });
  }

  connect(): Promise<void> {
    return this.producer.connect();
  }

  /** Sends so many records, spread over this time. A slow broker makes it longer. */
  async send(about: number, overMs: number): Promise<void> {
    const count = Math.floor(about);
    const began = performance.now();
    for (let sent = 0; sent < count && !this.stopped;) {
      const size = Math.min(SLICE, count - sent);
      await this.sendNow(size);
      sent += size;
      await pause(Math.max(0, began + (overMs * sent) / count - performance.now()));
    }
  }

  /** Sends so many records at once. */
  async sendNow(count: number): Promise<void> {
    const messages = this.maker.take(count, Date.now(), this.partitions).map((record) => {
      return { ...record, headers: { ...record.headers } };
    });
    await this.producer.send({ topic: this.topic, acks: -1, compression: CompressionTypes.GZIP, messages });
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.producer.disconnect();
  }
}
