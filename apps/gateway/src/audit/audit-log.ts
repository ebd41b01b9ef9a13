import { randomUUID } from 'node:crypto';
import { READ_WINDOW_MS, ReadWindows, type Principal } from '@lianfang/access';
import type { AuditAction, AuditActor, AuditEntry } from '@lianfang/contract';
import type { LogWriter } from '@lianfang/platform/kafka';
import { within } from '../topics/within';
import type { AuditOutbox } from './audit-outbox';

/** What an audit log is made of. */
export interface AuditLogParts {
  readonly topic: string;
  readonly writer: Pick<LogWriter, 'connect' | 'append'>;
  /** Takes what nobody waits for. */
  readonly outbox: Pick<AuditOutbox, 'add'>;
  readonly now: () => number;
}

/** What somebody did, as it is told to the audit. */
export interface Deed {
  /** Undefined: nobody who is signed in. `Partial`: who could not sign in has no roles yet. */
  readonly principal: Pick<Principal, 'kind' | 'subject' | 'name' | 'roles' | 'county'> | undefined;
  readonly action: AuditAction;
  readonly county: AuditEntry['county'];
  readonly capability: string | null;
  readonly what: string;
  readonly thing?: string | undefined;
  readonly purpose?: string | undefined;
  readonly investigation?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The audit can't be written. What it should have told of must not happen. */
export class AuditAwayError extends Error {
  readonly code = 'LF-AUDIT-AWAY';

  constructor(options?: ErrorOptions) {
    super(
      "The audit can't be written now, and without it nothing of another county is shown and nothing leaves. Try again in a moment; if it stays, look at Kafka and its topic `audit`.",
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
  private readonly refusals = new ReadWindows();
  /** Entries of reads on their way: whoever reads the same at the same time waits for the same one. */
  private readonly pending = new Map<string, Promise<void>>();

  constructor(private readonly parts: AuditLogParts) {}

  /**
   * Resolves once the log has it. Where it does not answer in five seconds it may have it all the same: then the audit
   * tells of something that was refused, never the other way round.
   * @throws AuditAwayError
   */
  async record(deed: Deed): Promise<void> {
    const { topic, writer, now } = this.parts;
    const value = JSON.stringify(entryOf(deed, now()));
    const write = async (): Promise<void> => {
      await writer.connect();
      await writer.append(topic, [{ key: null, value }]);
    };
    try {
      await within(write(), PATIENCE_MS);
    } catch (cause) {
      throw new AuditAwayError({ cause });
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

  /** What happened whether or not it can be written: a sign-in, a sign-out. It is sent as soon as Kafka takes it. */
  note(deed: Deed): void {
    this.parts.outbox.add(entryOf(deed, this.parts.now()));
  }

  /** The same for a refusal: the first of each 15 minutes, so that whoever asks in vain a million times fills nothing. */
  noteRefusal(deed: Deed): void {
    const key = windowOf(deed);
    if (!this.refusals.needsEntry(key, this.parts.now())) return;
    this.refusals.note(key, this.parts.now());
    this.note(deed);
  }

  /** Milliseconds after which a read that goes on needs another entry. */
  static readonly windowMs = READ_WINDOW_MS;
}

function windowOf({ principal, action, what, county, thing, purpose, investigation }: Deed): string {
  return JSON.stringify([principal?.kind, principal?.subject, action, what, county, thing, purpose, investigation]);
}

function entryOf(deed: Deed, at: number): AuditEntry {
  const { principal, action, county, capability, what } = deed;
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
    requestId: deed.requestId ?? null,
  };
}

function actorOf(principal: Deed['principal']): AuditActor {
  if (!principal) return { kind: 'nobody', subject: null, name: null, roles: [], county: null };
  const { kind, subject, name, roles, county } = principal;
  return { kind, subject, name, roles: [...roles], county: county ?? null };
}
