import { randomUUID } from 'node:crypto';
import { READ_WINDOW_MS, ReadWindows, type Principal } from '@lianfang/access';
import type { AuditAction, AuditActor, AuditEntry } from '@lianfang/contract';
import type { LogWriter } from '@lianfang/platform/kafka';

/** What an audit log is made of. */
export interface AuditLogParts {
  readonly topic: string;
  readonly writer: Pick<LogWriter, 'connect' | 'append'>;
  readonly now: () => number;
}

/** What somebody did, as it is told to the audit. */
export interface Deed {
  /** Undefined: nobody who is signed in. */
  readonly principal: Principal | undefined;
  readonly action: AuditAction;
  readonly county: AuditEntry['county'];
  readonly capability: string | null;
  readonly what: string;
  readonly thing?: string | undefined;
  readonly purpose?: string | undefined;
  readonly investigation?: string | undefined;
  readonly requestId: string;
}

/** The audit can't be written. What it should have told of must not happen. */
export class AuditAwayError extends Error {
  readonly code = 'LF-AUDIT-AWAY';

  constructor(options?: ErrorOptions) {
    super(
      "The audit can't be written now, and without it nothing of another county is shown and nothing leaves. Try again in a moment.",
      options,
    );
    this.name = 'AuditAwayError';
  }
}

/** Whoever waits for the audit waits no longer. */
const PATIENCE_MS = 5_000;

/** Writes to the audit, and says that it is written: the topic's one partition gives the order, `acks=all` the safety. */
export class AuditLog {
  private readonly windows = new ReadWindows();
  /** Entries of reads on their way: whoever reads the same at the same time waits for the same one. */
  private readonly pending = new Map<string, Promise<void>>();

  constructor(private readonly parts: AuditLogParts) {}

  /** Resolves once the log has it. @throws AuditAwayError */
  async record(deed: Deed): Promise<void> {
    const { topic, writer, now } = this.parts;
    const value = JSON.stringify(entryOf(deed, now()));
    const write = async (): Promise<void> => {
      await writer.connect();
      await writer.append(topic, [{ key: null, value }]);
    };
    const patience = Promise.withResolvers<never>();
    const timer = setTimeout(() => patience.reject(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
    try {
      await Promise.race([write(), patience.promise]);
    } catch (cause) {
      throw new AuditAwayError({ cause });
    } finally {
      clearTimeout(timer);
    }
  }

  /** The same for a read: the first of each 15 minutes by person, view, county and purpose. @throws AuditAwayError */
  async recordRead(deed: Deed): Promise<void> {
    const key = windowOf(deed);
    const { now } = this.parts;
    if (!this.windows.needsEntry(key, now())) return;
    const under = this.pending.get(key) ?? this.record(deed).then(() => this.windows.note(key, now()));
    this.pending.set(key, under);
    try {
      await under;
    } finally {
      this.pending.delete(key);
    }
  }

  /** Milliseconds after which a read that goes on needs another entry. */
  static readonly windowMs = READ_WINDOW_MS;
}

function windowOf({ principal, action, what, county, purpose, investigation }: Deed): string {
  return JSON.stringify([principal?.kind, principal?.subject, action, what, county, purpose, investigation]);
}

function entryOf(deed: Deed, at: number): AuditEntry {
  const { principal, action, county, capability, what, requestId } = deed;
  return {
    id: randomUUID(),
    at,
    actor: actorOf(principal),
    action,
    county,
    capability,
    what,
    thing: deed.thing ?? null,
    purpose: deed.purpose ?? null,
    investigation: deed.investigation ?? null,
    requestId,
  };
}

function actorOf(principal: Principal | undefined): AuditActor {
  if (!principal) return { kind: 'nobody', subject: null, name: null, roles: [], county: null };
  const { kind, subject, name, roles, county } = principal;
  return { kind, subject, name, roles: [...roles], county: county ?? null };
}
