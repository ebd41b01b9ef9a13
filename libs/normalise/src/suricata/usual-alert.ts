import type { Category, Disposition, Endpoint, Severity, ThreatEvent } from '@lianfang/contract';
import type { AlertTraits } from './alert-traits';
import { idsOf, type Identity } from './identity';

/** A piece of a text of ASCII: by how many bytes it is behind the record's beginning, and, in the last 8 bits, its length. */
export type Piece = number;

/** Bytes of the longest piece that is packed so. */
export const LONGEST_PIECE = 255;

/** A piece of the record that begins at `start`. */
export function pieceOf(start: number, from: number, to: number): Piece {
  return ((from - start) << 8) | (to - from);
}

/** What an alert's ids are made of. */
export interface IdPieces {
  readonly bytes: Buffer;
  /** Where the record begins. */
  readonly start: number;
  readonly flow: Piece;
  readonly time: Piece;
  /** Of no length: there is none. */
  readonly transaction: Piece;
  readonly hashes: readonly number[];
}

/** What of an alert is another one each time. */
export interface PacketParts {
  readonly time: number;
  readonly observer: string | undefined;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly initiator: ThreatEvent['initiator'];
  readonly transport: string | undefined;
  readonly disposition: Disposition;
}

/** An alert of which no text is made before somebody asks for it. */
export class UsualAlert implements ThreatEvent {
  readonly time: number;
  readonly observer: string | undefined;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly initiator: ThreatEvent['initiator'];
  readonly transport: string | undefined;
  readonly disposition: Disposition;
  readonly idHashes: readonly number[];

  constructor(
    private readonly traits: AlertTraits,
    private readonly ids: IdPieces,
    parts: PacketParts,
  ) {
    this.time = parts.time;
    this.observer = parts.observer;
    this.source = parts.source;
    this.destination = parts.destination;
    this.initiator = parts.initiator;
    this.transport = parts.transport;
    this.disposition = parts.disposition;
    this.idHashes = ids.hashes;
  }

  get format(): string {
    return 'suricata';
  }

  get eventId(): string {
    return this.identity.eventId;
  }

  get alsoKnownAs(): readonly string[] {
    return this.identity.alsoKnownAs;
  }

  get rule(): ThreatEvent['rule'] {
    return this.traits.part.rule;
  }

  get category(): Category {
    return this.traits.part.category;
  }

  get severity(): Severity {
    return this.traits.part.severity;
  }

  get vendorSeverity(): number | undefined {
    return this.traits.part.vendorSeverity;
  }

  get vendorCategory(): string | undefined {
    return this.traits.part.vendorCategory;
  }

  private get identity(): Identity {
    const { flow, time, transaction } = this.ids;
    const transactionId = this.textOf(transaction) || this.traits.transaction;
    return idsOf(`${this.textOf(flow)}||${this.textOf(time)}`, this.traits.key, transactionId);
  }

  private textOf(piece: Piece): string {
    const from = this.ids.start + (piece >>> 8);
    return this.ids.bytes.toString('latin1', from, from + (piece & LONGEST_PIECE));
  }
}
