import { posture } from '@lianfang/contract';
import type { LogAdmin, LogReader, LogRecord } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { TopicFollower, parseJson } from '../topics/topic-follower';
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
/** A posture is true of an instant that has been: one of the future would hide all that come after it. */
const AHEAD_MS = 5 * 60_000;

/**
 * Keeps the book of postures in step with their topic, from its beginning. Nothing waits for it: without Kafka, without
 * the topic and without alerting, figures are shown without postures, and what was known keeps its age.
 */
export class PostureFeed {
  private readonly follower: TopicFollower;

  constructor(private readonly parts: PostureFeedParts) {
    this.follower = new TopicFollower({
      ...parts,
      holds: 'postures',
      everyMs: LOOK_EVERY_MS,
      take: (record) => parts.onMessage(this.take(record)),
      caughtUp: () => this.follower.sayAnew(),
    });
  }

  start(): void {
    this.follower.start();
  }

  stop(): Promise<void> {
    return this.follower.stop();
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
}
