import type { Category, Disposition, Severity } from './taxonomy';

/** One side of a connection. Either part may be missing: ICMP has no ports, decoder alerts have no addresses. */
export interface Endpoint {
  /** Canonical text of an IPv4 or IPv6 address (a v4-mapped IPv6 address is written as IPv4). */
  readonly ip?: string;
  /** 0 to 65535. */
  readonly port?: number | undefined;
  /** The same address as a number from 0 to 2^32-1, from readers that have it at hand: who counts need not make the text. */
  readonly ipv4?: number;
}

/** The common event: what every source format is normalised to. Field meanings follow the Elastic Common Schema. */
export interface ThreatEvent {
  /** The source format's name: `suricata`, `ecs`, … */
  readonly format: string;
  /** What makes two records of one sensor the same event. Each format's README says what it is made of. */
  readonly eventId: string;
  /** Further ids that this event also answers to: a later record with one of them is a duplicate of this one. */
  readonly alsoKnownAs: readonly string[];
  /**
   * Hashes of `eventId` and then of each of `alsoKnownAs`, three words each as `IdHasher` makes them, from readers that have
   * them at hand: who looks for duplicates need not make the texts.
   */
  readonly idHashes?: readonly number[];
  /** Event time, milliseconds since 1970 UTC. ECS `@timestamp`. */
  readonly time: number;
  /** ECS `observer.name`: the sensor's own name, where the record has one. */
  readonly observer?: string | undefined;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** Which side opened the connection; the default is the source. A reply that matched a rule has `destination`. */
  readonly initiator: 'source' | 'destination';
  /** ECS `network.transport`, lower case: `tcp`, `udp`, `icmp`, … */
  readonly transport?: string | undefined;
  /** ECS `rule.id` and `rule.name`. */
  readonly rule: { readonly id?: string; readonly name?: string };
  /** ECS `event.severity`: the vendor's own number, unmapped. */
  readonly vendorSeverity?: number | undefined;
  /** The sensor's own word for the category, unmapped. */
  readonly vendorCategory?: string | undefined;
  /** How many events the record stands for (CEF `cnt`, OCSF `count`): a whole number from 1; absent means 1. */
  readonly count?: number;
  readonly disposition: Disposition;
  readonly category: Category;
  readonly severity: Severity;
}

/** A record that was read: a threat to count, or something that is not a threat (a sign of life), named by its kind. */
export type Reading =
  | { readonly kind: 'threat'; readonly event: ThreatEvent }
  | {
      readonly kind: 'ignored';
      readonly what: string;
      readonly observer?: string;
      /** What the record says, where the caller asked for it. Never counted. */
      readonly event?: ThreatEvent;
    };
