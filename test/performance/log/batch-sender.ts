import { connect, type Socket } from 'node:net';

/** Where a batch came to lie. */
export interface AppendedBatch {
  readonly partition: number;
  /** Offset of its first record. */
  readonly offset: number;
  /** The log's time of its records, milliseconds; -1 where the topic has the producer's. */
  readonly logTime: number;
}

const PRODUCE = 0;
/** The newest before topics are told by ids. */
const PRODUCE_VERSION = 7;
const TIMEOUT_MS = 30_000;

interface Waiting {
  readonly done: (answer: AppendedBatch) => void;
  readonly fail: (problem: Error) => void;
}

/**
 * Appends finished record batches to the topics of one broker, several requests under way at a time, and answers for
 * each with the log's own time. acks=all.
 */
export class BatchSender {
  private readonly waiting = new Map<number, Waiting>();
  private correlation = 0;
  private received: Buffer = Buffer.alloc(0);

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.take(bytes));
    socket.on('error', (problem) => this.end(problem));
    socket.on('close', () => this.end(new Error('LF-BENCH-BROKER: the broker closed the connection. See its log.')));
  }

  /** @param broker `host:port` of the only broker. */
  static async connect(broker: string): Promise<BatchSender> {
    const [host = '', port = ''] = broker.split(':');
    const socket = connect({ host, port: Number(port) });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new BatchSender(socket);
  }

  /** Resolves when the broker has it. */
  send(topic: string, partition: number, batch: Buffer): Promise<AppendedBatch> {
    this.correlation += 1;
    const correlation = this.correlation;
    const head = produceHead({ topic, partition, correlation, bytes: batch.length });
    const answer = new Promise<AppendedBatch>((done, fail) => this.waiting.set(correlation, { done, fail }));
    this.socket.write(head);
    this.socket.write(batch);
    return answer;
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.received = this.received.length === 0 ? bytes : Buffer.concat([this.received, bytes]);
    while (this.received.length >= 4) {
      const size = this.received.readInt32BE(0);
      if (this.received.length < size + 4) return;
      this.answer(this.received.subarray(4, size + 4));
      this.received = this.received.subarray(size + 4);
    }
  }

  /** Correlation, then one topic with one partition: that is all that was asked for. */
  private answer(bytes: Buffer): void {
    const correlation = bytes.readInt32BE(0);
    const waiting = this.waiting.get(correlation);
    this.waiting.delete(correlation);
    const name = bytes.readInt16BE(8);
    const at = 10 + name + 4;
    const code = bytes.readInt16BE(at + 4);
    if (code !== 0) {
      waiting?.fail(new Error(`LF-BENCH-BROKER: the broker refused a batch (error ${code}). See its log.`));
      return;
    }
    waiting?.done({
      partition: bytes.readInt32BE(at),
      offset: Number(bytes.readBigInt64BE(at + 6)),
      logTime: Number(bytes.readBigInt64BE(at + 14)),
    });
  }

  private end(problem: Error): void {
    for (const { fail } of this.waiting.values()) fail(problem);
    this.waiting.clear();
  }
}

interface ProduceHead {
  readonly topic: string;
  readonly partition: number;
  readonly correlation: number;
  readonly bytes: number;
}

/** Everything before the batch. Source: Kafka protocol guide, Produce v7 with request header v1. */
function produceHead({ topic, partition, correlation, bytes }: ProduceHead): Buffer {
  const client = Buffer.from('lianfang-bench');
  const name = Buffer.from(topic);
  const head = Buffer.alloc(4 + 10 + client.length + 8 + 4 + 2 + name.length + 12);
  let at = 0;
  const int16 = (value: number): void => void (at = head.writeInt16BE(value, at));
  const int32 = (value: number): void => void (at = head.writeInt32BE(value, at));
  const text = (value: Buffer): void => {
    int16(value.length);
    at += value.copy(head, at);
  };
  int32(head.length - 4 + bytes);
  int16(PRODUCE);
  int16(PRODUCE_VERSION);
  int32(correlation);
  text(client);
  int16(-1); // no transaction
  int16(-1); // all replicas
  int32(TIMEOUT_MS);
  int32(1);
  text(name);
  int32(1);
  int32(partition);
  int32(bytes);
  return head;
}
