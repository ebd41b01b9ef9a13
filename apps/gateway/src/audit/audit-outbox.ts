import { setTimeout as delay } from 'node:timers/promises';
import type { AuditEntry } from '@lianfang/contract';
import type { LogWriter } from '@lianfang/platform/kafka';
import type { ServiceLog } from '../service-log';
import { within } from '../topics/within';

/** What an outbox is made of. */
export interface AuditOutboxParts {
  readonly topic: string;
  readonly writer: Pick<LogWriter, 'connect' | 'append'>;
  readonly log: ServiceLog;
}

const RETRY_MS = 1_000;
/** Whoever stops the gateway waits no longer. */
const LAST_MS = 2_000;
/** About 5 MB. Beyond it entries go to the service's log instead, so that none is lost. */
const MOST_WAITING = 10_000;

/**
 * Entries that nobody waits for: sign-ins and refusals happen whether or not they can be written down, and somebody must
 * be able to sign in while Kafka is away. They are sent in their order, as often as it takes.
 */
export class AuditOutbox {
  private readonly waiting: AuditEntry[] = [];
  private readonly stopping = new AbortController();
  private sending: Promise<void> | undefined;

  constructor(private readonly parts: AuditOutboxParts) {}

  /** How many wait. */
  get size(): number {
    return this.waiting.length;
  }

  add(entry: AuditEntry): void {
    if (this.waiting.length >= MOST_WAITING) return this.tellInstead([entry]);
    this.waiting.push(entry);
    this.sending ??= this.sendAll();
  }

  /** Tries a last time to send what waits; resolves within two seconds. Nothing may be added afterwards. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const last = async (): Promise<void> => {
      await this.sending;
      if (this.size > 0) await this.send();
    };
    await within(last(), LAST_MS).catch(() => undefined);
    this.tellInstead(this.waiting);
  }

  private async sendAll(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopping.signal.aborted) {
      if (await this.send()) continue;
      await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
    // Not in a later turn: what is added in between would find nobody who sends it.
    this.sending = undefined;
  }

  private async send(): Promise<boolean> {
    const { topic, writer, log } = this.parts;
    const entries = [...this.waiting];
    try {
      await writer.connect();
      await writer.append(
        topic,
        entries.map((entry) => ({ key: null, value: JSON.stringify(entry) })),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(`${entries.length} entries of the audit wait: ${reason}`);
      return false;
    }
    this.waiting.splice(0, entries.length);
    return true;
  }

  private tellInstead(entries: readonly AuditEntry[]): void {
    for (const entry of entries)
      this.parts.log.error(`LF-AUDIT-UNSENT: Kafka did not take this entry of the audit: ${JSON.stringify(entry)}`);
  }
}
