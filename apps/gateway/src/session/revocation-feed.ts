import { revocation, type RevocationBook } from '@lianfang/access';
import type { LogAdmin, LogReader, LogRecord } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { TopicFollower, parseJson } from '../topics/topic-follower';
import { checkRevocationRetention } from './revocation-retention';
import { RevocationsUnknownError } from './revocations-unknown-error';

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

const LOOK_EVERY_MS = 250;
const FORGET_EVERY_MS = 60_000;
/** Without contact for so long, the log says that sessions may be honoured which were ended elsewhere. */
const WARN_AFTER_MS = 30_000;

/**
 * Keeps the book of revocations in step with their topic, from its beginning. Until it has been read to its end once,
 * nobody is let in: a session might have been ended. Later, while Kafka is away, what is known stays in force, and
 * {@link ageMs} says for how long nothing new can have come.
 */
export class RevocationFeed {
  private readonly follower: TopicFollower;
  private isCaughtUp = false;
  /** When the topic was last known to its end, by the clock of `now`. */
  private knownAt: number | undefined;
  private isLate = false;
  private forgotten = 0;

  constructor(private readonly parts: RevocationFeedParts) {
    this.follower = new TopicFollower({
      ...parts,
      holds: 'revocations',
      everyMs: LOOK_EVERY_MS,
      take: (record) => this.take(record),
      begun: () => this.checkRetention(),
      caughtUp: (asked) => this.noteCaughtUp(asked),
      failed: () => this.watchAge(),
    });
  }

  /** @throws RevocationsUnknownError until everything that was ended before the start is known. */
  assertReady(): void {
    if (!this.isCaughtUp) throw new RevocationsUnknownError();
  }

  /** Milliseconds since everything that was ended anywhere was known here; Infinity until that was so once. */
  ageMs(): number {
    return this.knownAt === undefined ? Infinity : Math.max(0, this.parts.now() - this.knownAt);
  }

  start(): void {
    this.follower.start();
  }

  stop(): Promise<void> {
    return this.follower.stop();
  }

  private async checkRetention(): Promise<void> {
    const { admin, topic, longestSessionMs: neededMs } = this.parts;
    const unknown = await this.follower.answer(checkRevocationRetention({ admin, topic, neededMs }));
    if (unknown !== undefined) this.follower.sayOnce(unknown);
  }

  private noteCaughtUp(asked: number): void {
    this.isCaughtUp = true;
    this.knownAt = asked;
    this.watchAge();
    this.forget();
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
    this.follower.sayAnew();
  }

  private forget(): void {
    const now = this.parts.now();
    if (now - this.forgotten < FORGET_EVERY_MS) return;
    this.forgotten = now;
    this.parts.book.forget(now);
  }
}
