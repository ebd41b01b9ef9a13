import { setTimeout as delay } from 'node:timers/promises';
import { revocationKey, type Revocation } from '@lianfang/access';
import type { LogWriter } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';

/** What an outbox is made of. */
export interface RevocationOutboxParts {
  readonly topic: string;
  readonly writer: Pick<LogWriter, 'connect' | 'append'>;
  readonly log: ServiceLog;
}

/** Whoever signs out waits no longer for Kafka. */
const PATIENCE_MS = 3_000;
const RETRY_MS = 1_000;

/**
 * Revocations on their way to the topic. While Kafka is away they wait here, and whoever signs out does not: their session
 * has ended at this gateway already, and ends at the others once the log has it.
 */
export class RevocationOutbox {
  private readonly unsent = new Map<string, Revocation>();
  private readonly stopping = new AbortController();
  private sending: Promise<void> | undefined;

  constructor(private readonly parts: RevocationOutboxParts) {}

  /** How many wait. */
  get size(): number {
    return this.unsent.size;
  }

  /** @returns whether the log has it; false after three seconds without: then it is tried on. */
  async add(ended: Revocation): Promise<boolean> {
    const key = revocationKey(ended);
    this.unsent.set(key, ended);
    this.sending ??= this.sendAll().finally(() => (this.sending = undefined));
    const patience = new AbortController();
    await Promise.race([
      this.sending,
      delay(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    return !this.unsent.has(key);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.unsent.size > 0 && !this.stopping.signal.aborted) {
      if (await this.send([...this.unsent])) continue;
      await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async send(entries: readonly (readonly [string, Revocation])[]): Promise<boolean> {
    const { topic, writer, log } = this.parts;
    try {
      await writer.connect();
      await writer.append(
        topic,
        entries.map(([key, ended]) => ({ key, value: JSON.stringify(ended) })),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(`${entries.length} ended sessions can't be told to other gateways yet: ${reason}`);
      return false;
    }
    for (const [key, ended] of entries) if (this.unsent.get(key) === ended) this.unsent.delete(key);
    return true;
  }
}
