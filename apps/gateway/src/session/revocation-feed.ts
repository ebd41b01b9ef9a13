import { setTimeout as delay } from 'node:timers/promises';
import { revocation, type RevocationBook } from '@lianfang/access';
import type { LogRecord, LogTail } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { RevocationsUnknownError } from './revocations-unknown-error';

/** What a feed is made of. */
export interface RevocationFeedParts {
  readonly topic: string;
  /** A tail of the topic; `onCrash` is called when it ended by itself. */
  readonly openTail: (onCrash: (error: Error) => void) => LogTail;
  readonly book: RevocationBook;
  readonly log: ServiceLog;
  readonly now: () => number;
}

const RETRY_MS = 1_000;
const LOOK_EVERY_MS = 200;
const FORGET_EVERY_MS = 60_000;

/**
 * Keeps the book of revocations in step with their topic, from its beginning. Until it has been read to its end once,
 * nobody is let in: a session might have been ended. Later, while Kafka is away, what is known stays in force.
 */
export class RevocationFeed {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private isCaughtUp = false;
  private forgotten = 0;

  constructor(private readonly parts: RevocationFeedParts) {}

  /** @throws RevocationsUnknownError until everything that was ended before the start is known. */
  assertReady(): void {
    if (!this.isCaughtUp) throw new RevocationsUnknownError();
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow();
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        this.parts.log.warn(`Following revocations: ${error instanceof Error ? error.message : String(error)}`);
        await this.pause(RETRY_MS);
      }
    }
  }

  private async follow(): Promise<void> {
    let broken: Error | undefined;
    let next = 0;
    const tail = this.parts.openTail((error) => (broken = error));
    try {
      const [end, ...others] = (await tail.ends()).values();
      if (end === undefined || others.length > 0)
        throw new Error('The topic of revocations must have one partition. Make it anew.');
      await tail.follow(new Map([[0, 0]]), (records) => {
        for (const record of records) this.take(record);
        next = (records.at(-1)?.offset ?? -1) + 1;
      });
      while (!this.stopping.signal.aborted) {
        if (broken) throw broken;
        this.isCaughtUp ||= next >= end;
        this.forget();
        await this.pause(LOOK_EVERY_MS);
      }
    } finally {
      await tail.close().catch(() => undefined);
    }
  }

  private take({ offset, value }: LogRecord): void {
    if (value === null) return; // taken away by compaction
    const read = revocation.safeParse(parseJson(value));
    if (read.success) this.parts.book.record(read.data);
    else this.parts.log.error(`Revocation ${offset} can't be read. Look at which program writes to the topic.`);
  }

  private forget(): void {
    const now = this.parts.now();
    if (now - this.forgotten < FORGET_EVERY_MS) return;
    this.forgotten = now;
    this.parts.book.forget(now);
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined; // refused by the schema like any other bad message
  }
}
