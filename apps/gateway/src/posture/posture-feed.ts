import { setTimeout as delay } from 'node:timers/promises';
import { posture } from '@lianfang/contract';
import type { LogAdmin, LogBounds, LogReader, LogRecord } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { within } from '../session/within';
import type { PostureBook, PostureKind } from './posture-book';

/** What a feed is made of. */
export interface PostureFeedParts {
  readonly topic: string;
  readonly admin: Pick<LogAdmin, 'connect' | 'bounds'>;
  readonly reader: Pick<LogReader, 'read'>;
  readonly book: PostureBook;
  readonly log: ServiceLog;
  readonly now: () => number;
  /** Told of each message. */
  readonly onMessage: (kind: PostureKind) => void;
}

/** Alerting looks every ten seconds or so. */
const LOOK_EVERY_MS = 1_000;
const ANSWER_MS = 5_000;
const READ_BYTES = 1024 * 1024;
/** A posture is true of an instant that has been: one of the future would hide all that come after it. */
const AHEAD_MS = 5 * 60_000;

/**
 * Keeps the book of postures in step with their topic, from its beginning. Nothing waits for it: without Kafka, without
 * the topic and without alerting, figures are shown without postures, and what was known keeps its age.
 *
 * It asks where the log ends and reads up to there: where compaction took the last records, none ever comes.
 */
export class PostureFeed {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private said = '';

  constructor(private readonly parts: PostureFeedParts) {}

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
        this.sayOnce(`Following postures: ${error instanceof Error ? error.message : String(error)}`);
        await this.pause();
      }
    }
  }

  /** Begins at the beginning: after a failure it may be another log, and to read a posture twice does no harm. */
  private async follow(): Promise<void> {
    await this.answer(this.parts.admin.connect());
    let next = 0;
    while (!this.stopping.signal.aborted) {
      const { start, end } = await this.bounds();
      // An end before what was read: the topic was made anew.
      next = await this.readTo(end, next > end ? start : Math.max(start, next));
      this.said = '';
      await this.pause();
    }
  }

  private async bounds(): Promise<LogBounds> {
    const [bounds, ...others] = await this.answer(this.parts.admin.bounds(this.parts.topic));
    if (bounds === undefined || others.length > 0)
      throw new Error('The topic of postures must have one partition. Make it anew.');
    return bounds;
  }

  /** @returns where to go on. */
  private async readTo(end: number, from: number): Promise<number> {
    let next = from;
    while (next < end) {
      const range = { topic: this.parts.topic, partition: 0, from: next, to: end };
      const records = await this.answer(this.parts.reader.read(range, READ_BYTES));
      for (const record of records) this.parts.onMessage(this.take(record));
      // Nothing is left where records were: their offsets stay, and are passed over.
      next = (records.at(-1)?.offset ?? end - 1) + 1;
    }
    return next;
  }

  private take({ offset, key, value }: LogRecord): PostureKind {
    const { book, log, now } = this.parts;
    if (value === null) return book.withdraw(key?.toString('utf8') ?? '');
    const read = posture.safeParse(parseJson(value));
    if (read.success && read.data.at <= now() + AHEAD_MS) return book.record(read.data);
    const why = read.success ? 'is of the future' : 'can’t be read';
    log.error(`Posture ${offset} ${why}. Look at which program writes to the topic, and at its clock.`);
    return 'refused';
  }

  private answer<T>(asked: Promise<T>): Promise<T> {
    return within(asked, ANSWER_MS, this.stopping.signal);
  }

  private sayOnce(text: string): void {
    if (text !== this.said) this.parts.log.warn(text);
    this.said = text;
  }

  private async pause(): Promise<void> {
    await delay(LOOK_EVERY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined; // refused by the schema like any other bad message
  }
}
