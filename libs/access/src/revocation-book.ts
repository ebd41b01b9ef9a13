import { revocationKey, type Revocation } from './revocation';
import type { Session } from './session';

/** Which sessions were ended before their time. Bounded: what nobody can need any more is let go. */
export class RevocationBook {
  private readonly byKey = new Map<string, Revocation>();

  /** How many are held. */
  get size(): number {
    return this.byKey.size;
  }

  /** Of two of the same name the later counts, in whatever order they come. */
  record(found: Revocation): void {
    const key = revocationKey(found);
    const known = this.byKey.get(key);
    if (known === undefined || known.at < found.at) this.byKey.set(key, found);
  }

  isRevoked({ id, issuer, subject, providerSession, begun }: Session): boolean {
    const isNamed = (kind: Revocation['kind'], name: string | undefined): boolean => {
      if (name === undefined) return false;
      const found = this.byKey.get(revocationKey({ kind, issuer, name }));
      // A name of one session means that one; a subject's later sessions are not meant.
      return found !== undefined && (kind !== 'subject' || begun <= found.at);
    };
    return isNamed('session', id) || isNamed('provider-session', providerSession) || isNamed('subject', subject);
  }

  /** Lets go of what has run out. @param now milliseconds since 1970 UTC */
  forget(now: number): void {
    for (const [key, { until }] of this.byKey) if (until < now) this.byKey.delete(key);
  }
}
