import { setTimeout as delay } from 'node:timers/promises';
import type { LogAdmin, LogBounds, LogReader, LogRecord } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { within } from './within';

/** What a follower is made of. */
export interface TopicFollowerParts {
  readonly topic: string;
  /** What the topic holds, for people: `postures`. */
  readonly holds: string;
  readonly admin: Pick<LogAdmin, 'connect' | 'bounds'>;
  readonly reader: Pick<LogReader, 'read'>;
  readonly log: Pick<ServiceLog, 'warn'>;
  readonly now: () => number;
  /** Milliseconds between two looks at the end of the log. */
  readonly everyMs: number;
  readonly take: (record: LogRecord) => void;
  /** After each contact with the log, before anything of it is read: once, and again after a failure. */
  readonly begun?: () => Promise<void>;
  /** Everything is taken that the log held at an instant of `now`. */
  readonly caughtUp?: (asked: number) => void;
  readonly failed?: () => void;
}

const RETRY_MS = 1_000;
/** The client itself would wait for half a minute, and try eight times. */
const ANSWER_MS = 5_000;
const READ_BYTES = 1024 * 1024;

/**
 * Reads a topic of one partition from its beginning and follows it, again and again from the beginning after a failure:
 * it may be another log then, and whoever takes records must not mind to get one twice.
 *
 * It asks where the log begins and ends and reads what lies between, rather than wait for records up to the end: where
 * retention or compaction took the last ones, none ever comes.
 */
export class TopicFollower {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private said = '';

  constructor(private readonly parts: TopicFollowerParts) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Warns, unless that was the last thing that was said. */
  sayOnce(text: string): void {
    if (text !== this.said) this.parts.log.warn(text);
    this.said = text;
  }

  /** What comes next is said, whatever was said before. */
  sayAnew(): void {
    this.said = '';
  }

  /** Waits no longer for an answer than a follower does, nor after `stop`. */
  answer<T>(asked: Promise<T>): Promise<T> {
    return within(asked, ANSWER_MS, this.stopping.signal);
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.follow();
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        this.sayOnce(`Following ${this.parts.holds}: ${error instanceof Error ? error.message : String(error)}`);
        this.parts.failed?.();
        await this.pause(RETRY_MS);
      }
    }
  }

  private async follow(): Promise<void> {
    await this.answer(this.parts.admin.connect());
    let next: number | undefined;
    while (!this.stopping.signal.aborted) {
      const asked = this.parts.now();
      const { start, end } = await this.bounds();
      if (next === undefined) await this.parts.begun?.();
      // An end before what was read: the topic was made anew.
      const from = next === undefined || next > end ? start : Math.max(start, next);
      next = await this.readTo(end, from);
      this.parts.caughtUp?.(asked);
      await this.pause(this.parts.everyMs);
    }
  }

  private async bounds(): Promise<LogBounds> {
    const [bounds, ...others] = await this.answer(this.parts.admin.bounds(this.parts.topic));
    if (bounds === undefined || others.length > 0)
      throw new Error(`The topic of ${this.parts.holds} must have one partition. Make it anew.`);
    return bounds;
  }

  /** @returns where to go on. */
  private async readTo(end: number, from: number): Promise<number> {
    let next = from;
    while (next < end) {
      const range = { topic: this.parts.topic, partition: 0, from: next, to: end };
      const records = await this.answer(this.parts.reader.read(range, READ_BYTES));
      for (const record of records) this.parts.take(record);
      // Nothing is left where records were: their offsets stay, and are passed over.
      next = (records.at(-1)?.offset ?? end - 1) + 1;
    }
    return next;
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

/** What a record says; undefined where that is no JSON, which every schema refuses. */
export function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}
