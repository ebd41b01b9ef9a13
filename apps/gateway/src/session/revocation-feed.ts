import { setTimeout as delay } from 'node:timers/promises';
import { revocation, type RevocationBook } from '@lianfang/access';
import type { LogAdmin, LogBounds, LogReader, LogRecord } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { checkRevocationRetention } from './revocation-retention';
import { RevocationsUnknownError } from './revocations-unknown-error';
import { within } from './within';

/** What a feed is made of. */
export interface RevocationFeedParts {
  readonly topic: string;
  readonly admin: Pick<LogAdmin, 'connect' | 'bounds' | 'topicSetting'>;
  readonly reader: Pick<LogReader, 'read'>;
  readonly book: RevocationBook;
  /** Longest session in milliseconds: so long the topic must keep a revocation. */
  readonly longestSessionMs: number;
  readonly log: ServiceLog;
  readonly now: () => number;
}

const RETRY_MS = 1_000;
const LOOK_EVERY_MS = 250;
const FORGET_EVERY_MS = 60_000;
/** The client itself would wait for half a minute, and try eight times. */
const ANSWER_MS = 5_000;
/** Without contact for so long, the log says that sessions may be honoured which were ended elsewhere. */
const WARN_AFTER_MS = 30_000;
const READ_BYTES = 1024 * 1024;

/**
 * Keeps the book of revocations in step with their topic, from its beginning. Until it has been read to its end once,
 * nobody is let in: a session might have been ended. Later, while Kafka is away, what is known stays in force, and
 * {@link ageMs} says for how long nothing new can have come.
 *
 * It asks where the log begins and ends and reads what lies between, rather than wait for records up to the end: where
 * retention or compaction took the last ones, none ever comes.
 */
export class RevocationFeed {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private isCaughtUp = false;
  /** When the topic was last known to its end, by the clock of `now`. */
  private knownAt: number | undefined;
  private isLate = false;
  private forgotten = 0;
  private said = '';

  constructor(private readonly parts: RevocationFeedParts) {}

  /** @throws RevocationsUnknownError until everything that was ended before the start is known. */
  assertReady(): void {
    if (!this.isCaughtUp) throw new RevocationsUnknownError();
  }

  /** Milliseconds since everything that was ended anywhere was known here; Infinity until that was so once. */
  ageMs(): number {
    return this.knownAt === undefined ? Infinity : Math.max(0, this.parts.now() - this.knownAt);
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
        this.sayOnce(`Following revocations: ${error instanceof Error ? error.message : String(error)}`);
        this.watchAge();
        await this.pause(RETRY_MS);
      }
    }
  }

  /** Begins at the beginning: after a failure it may be another log, and to read a revocation twice does no harm. */
  private async follow(): Promise<void> {
    const { admin, topic, longestSessionMs: neededMs } = this.parts;
    await this.answer(admin.connect());
    let next = 0;
    let isChecked = false;
    while (!this.stopping.signal.aborted) {
      const asked = this.parts.now();
      const { start, end } = await this.bounds();
      if (!isChecked) {
        const unknown = await this.answer(checkRevocationRetention({ admin, topic, neededMs }));
        if (unknown !== undefined) this.sayOnce(unknown);
        isChecked = true;
      }
      // An end before what was read: the topic was made anew.
      next = await this.readTo(end, next > end ? start : Math.max(start, next));
      this.isCaughtUp = true;
      this.knownAt = asked;
      this.watchAge();
      this.forget();
      await this.pause(LOOK_EVERY_MS);
    }
  }

  private async bounds(): Promise<LogBounds> {
    const [bounds, ...others] = await this.answer(this.parts.admin.bounds(this.parts.topic));
    if (bounds === undefined || others.length > 0)
      throw new Error('The topic of revocations must have one partition. Make it anew.');
    return bounds;
  }

  /** @returns where to go on. */
  private async readTo(end: number, from: number): Promise<number> {
    let next = from;
    while (next < end) {
      const range = { topic: this.parts.topic, partition: 0, from: next, to: end };
      const records = await this.answer(this.parts.reader.read(range, READ_BYTES));
      for (const record of records) this.take(record);
      // Nothing is left where records were: their offsets stay, and are passed over.
      next = (records.at(-1)?.offset ?? end - 1) + 1;
    }
    return next;
  }

  private take({ offset, value }: LogRecord): void {
    if (value === null) return; // taken away by compaction
    const read = revocation.safeParse(parseJson(value));
    if (read.success) this.parts.book.record(read.data);
    else this.parts.log.error(`Revocation ${offset} can't be read. Look at which program writes to the topic.`);
  }

  /** Says it when contact is lost for long, and when it is there again. */
  private watchAge(): void {
    const age = this.ageMs();
    const isLate = age !== Infinity && age > WARN_AFTER_MS;
    if (isLate === this.isLate) return;
    this.isLate = isLate;
    if (isLate)
      this.parts.log.warn(
        `For ${Math.round(age / 1_000)} s it is not known which sessions were ended at other gateways: until Kafka is ` +
          'back they are honoured here. Look at Kafka.',
      );
    else this.parts.log.log('Which sessions were ended is known again.');
    this.said = '';
  }

  private forget(): void {
    const now = this.parts.now();
    if (now - this.forgotten < FORGET_EVERY_MS) return;
    this.forgotten = now;
    this.parts.book.forget(now);
  }

  private answer<T>(asked: Promise<T>): Promise<T> {
    return within(asked, ANSWER_MS, this.stopping.signal);
  }

  private sayOnce(text: string): void {
    if (text !== this.said) this.parts.log.warn(text);
    this.said = text;
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
