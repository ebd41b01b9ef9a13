import type { AuditHead } from '@lianfang/contract';
import type { LogAdmin, LogReader, LogWriter } from '@lianfang/platform/kafka';
import type { AuditKeeper } from './audit-keeper';
import type { ServiceLog } from '../service-log';
import { publishedHeads } from './published-heads';

/** What publishing heads takes. */
export interface AuditHeadsParts {
  readonly topic: string;
  readonly admin: Pick<LogAdmin, 'connect' | 'bounds'>;
  readonly reader: Pick<LogReader, 'read'>;
  readonly writer: Pick<LogWriter, 'connect' | 'append'>;
  readonly keeper: Pick<AuditKeeper, 'head'>;
  readonly log: ServiceLog;
  readonly now: () => number;
}

const HOUR_MS = 3_600_000;
const CLOCKS_DIFFER_MS = 5 * 60_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Publishes how far the chain reaches, once an hour, to where the chain is not: a topic of its own, the log of the service,
 * and whoever asks for it. Whoever cuts the chain's end or writes it again can't take those back.
 */
export class AuditHeads {
  private published: AuditHead | undefined;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly parts: AuditHeadsParts) {}

  /** The last that was published by whichever gateway, as far as this one knows. */
  get latest(): AuditHead | undefined {
    return this.published;
  }

  start(): void {
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  /** Publishes where an hour has begun since the last head. @throws when Kafka does not answer */
  async publish(): Promise<void> {
    const { topic, keeper, writer, log, now } = this.parts;
    const head = keeper.head;
    const at = now();
    const isDue = (): boolean => this.published === undefined || hourOf(this.published.at) < hourOf(at);
    if (!head || !isDue()) return;
    // Another gateway may have been faster. One of tomorrow is none: else it would keep all others from being published.
    const all = (await publishedHeads(this.parts)).filter((each) => each.at <= at + CLOCKS_DIFFER_MS);
    this.published = all.at(-1) ?? this.published;
    if (!isDue()) return;
    const next: AuditHead = { offset: head.offset, hash: head.hash, at };
    await writer.connect();
    await writer.append(topic, [{ key: null, value: JSON.stringify(next) }]);
    this.published = next;
    log.log(`The audit's head at ${new Date(at).toISOString()}: entry ${next.offset}, hash ${next.hash}.`);
  }

  private look(): void {
    this.working = this.working
      .then(() => this.publish())
      .catch((error: unknown) => {
        this.parts.log.warn(
          `The audit's head is not published: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
  }
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS);
}
