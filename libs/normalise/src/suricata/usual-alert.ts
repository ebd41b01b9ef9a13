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

const NOWHERE: Endpoint = {};
const NO_HASHES: readonly number[] = [];

/** An alert of which no text is made before somebody asks for it. Its reader fills it, and then nobody changes it. */
export class UsualAlert implements ThreatEvent {
  time = 0;
  observer: string | undefined = undefined;
  source: Endpoint = NOWHERE;
  destination: Endpoint = NOWHERE;
  initiator: ThreatEvent['initiator'] = 'source';
  transport: string | undefined = undefined;
  disposition: Disposition = 'detected';
  idHashes: readonly number[] = NO_HASHES;
  flow: Piece = 0;
  stamp: Piece = 0;
  /** Of no length: there is none. */
  transaction: Piece = 0;

  /** @param start where the record begins in these bytes. */
  constructor(
    private readonly traits: AlertTraits,
    private readonly bytes: Buffer,
    private readonly start: number,
  ) {}

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
    const transaction = this.textOf(this.transaction) || this.traits.transaction;
    return idsOf(`${this.textOf(this.flow)}||${this.textOf(this.stamp)}`, this.traits.key, transaction);
  }

  private textOf(piece: Piece): string {
    const from = this.start + (piece >>> 8);
    return this.bytes.toString('latin1', from, from + (piece & LONGEST_PIECE));
  }
}
