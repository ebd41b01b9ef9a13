import type { Revocation } from './revocation';
import type { Session } from './session';

type Names = Readonly<Record<Revocation['kind'], Map<string, Revocation>>>;

/** Which sessions were ended before their time. Bounded: what nobody can need any more is let go. */
export class RevocationBook {
  /** Asked of each socket each second: found without making a text of what is looked for. */
  private readonly byIssuer = new Map<string, Names>();

  /** How many are held. */
  get size(): number {
    return this.maps().reduce((sum, names) => sum + names.size, 0);
  }

  /** Of two of the same name the later counts, in whatever order they come. @returns the one that counts */
  record(found: Revocation): Revocation {
    const { issuer, kind, name } = found;
    const names = this.byIssuer.get(issuer) ?? noNames();
    this.byIssuer.set(issuer, names);
    const known = names[kind].get(name);
    if (known !== undefined && known.at >= found.at) return known;
    names[kind].set(name, found);
    return found;
  }

  isRevoked({ id, issuer, subject, providerSession, begun }: Session): boolean {
    const names = this.byIssuer.get(issuer);
    if (names === undefined) return false;
    if (names.session.has(id)) return true;
    if (providerSession !== undefined && names['provider-session'].has(providerSession)) return true;
    // A name of one session means that one; a subject's later sessions are not meant.
    if (isEndedBy(names.subject.get(subject), begun)) return true;
    return providerSession === undefined && isEndedBy(names['subject-unnamed'].get(subject), begun);
  }

  /** Lets go of what has run out. @param now milliseconds since 1970 UTC */
  forget(now: number): void {
    for (const names of this.maps()) {
      for (const [name, { until }] of names) if (until < now) names.delete(name);
    }
  }

  private maps(): Map<string, Revocation>[] {
    return [...this.byIssuer.values()].flatMap((names) => Object.values(names));
  }
}

function noNames(): Names {
  return { session: new Map(), 'provider-session': new Map(), subject: new Map(), 'subject-unnamed': new Map() };
}

function isEndedBy(ended: Revocation | undefined, begun: number): boolean {
  return ended !== undefined && begun <= ended.at;
}
