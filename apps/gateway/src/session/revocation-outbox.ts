import { setTimeout as delay } from 'node:timers/promises';
import { revocationKey, type Revocation } from '@lianfang/access';
import type { LogWriter } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { within } from '../topics/within';

/** What an outbox is made of. */
export interface RevocationOutboxParts {
  readonly topic: string;
  readonly writer: Pick<LogWriter, 'connect' | 'append'>;
  readonly log: ServiceLog;
}

/** Whoever signs out waits no longer for Kafka. */
const PATIENCE_MS = 3_000;
const RETRY_MS = 1_000;
/** Nor does whoever stops the gateway. */
const LAST_MS = 2_000;

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
    this.sending ??= this.sendAll();
    await within(this.sending, PATIENCE_MS).catch(() => undefined);
    // A later one of the same name that waits stands for both.
    return !this.unsent.has(key);
  }

  /** Tries a last time to send what waits; resolves within two seconds. Nothing may be added afterwards. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await within(this.sendLast(), LAST_MS).catch(() => undefined);
    if (this.size === 0) return;
    this.parts.log.error(
      `${this.size} ended sessions were not told to other gateways before this one stopped: there they last until their ` +
        'own end. Look at Kafka; who must be out before that loses their role in LIANFANG_ROLES.',
    );
  }

  private async sendLast(): Promise<void> {
    await this.sending;
    if (this.size > 0) await this.send([...this.unsent]);
  }

  private async sendAll(): Promise<void> {
    while (this.unsent.size > 0 && !this.stopping.signal.aborted) {
      if (await this.send([...this.unsent])) continue;
      await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    // Not in a later turn: what is added in between would find nobody who sends it.
    this.sending = undefined;
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
