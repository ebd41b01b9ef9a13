import {
  IdHasher,
  ok,
  type Disposition,
  type Endpoint,
  type Reading,
  type Result,
  type ThreatEvent,
} from '@lianfang/contract';
import type { FieldPicker } from '@lianfang/json-fields';
import { readAddress } from '../endpoint';
import { LONGEST_ID } from '../event-id';
import { Ipv4Endpoint } from '../ipv4-endpoint';
import { KnownParts } from '../known-parts';
import { readId } from '../scalar';
import type { PlaceReader, TextPlace } from '../source-format';
import type { RecordContext } from '../source-record';
import { readTransport } from '../transport';
import { readTraits, type AlertTraits } from './alert-traits';
import { isSignOfLife } from './event-types';
import { DROP } from './identity';
import { pieceOf, UsualAlert } from './usual-alert';
import { readFinal } from './verdict';

const MOST_PORT = 65_535;
/** More digits than any id has; so all pieces can be packed (see `Piece`). */
const LONGEST_DIGITS = 64;
/** Between the pieces of the longest id, flow, packet, time, key and transaction. */
const SEPARATORS = 4;

interface TransactionContext {
  readonly traits: AlertTraits;
  readonly bytes: Buffer;
  readonly start: number;
  /** True where the record has it, false where the alert in it does. */
  readonly isOfPacket: boolean;
}

function isSameAddress(one: Endpoint, other: Endpoint): boolean {
  return one.ipv4 === undefined || other.ipv4 === undefined ? one.ip === other.ip : one.ipv4 === other.ipv4;
}

type Places = ReturnType<typeof placesOf>;

function placesOf(picker: FieldPicker) {
  return {
    eventType: picker.placeOf('event_type'),
    timestamp: picker.placeOf('timestamp'),
    ecsTimestamp: picker.placeOf('@timestamp'),
    firewall: picker.placeOf('firewall_name'),
    event: picker.placeOf('event'),
    packet: picker.placeOf('pcap_cnt'),
    alert: picker.placeOf('alert'),
    verdict: picker.placeOf('verdict'),
    direction: picker.placeOf('direction'),
    flow: picker.placeOf('flow_id'),
    flowSource: picker.placeOf('flow', 'src_ip'),
    transaction: picker.placeOf('tx_id'),
    source: picker.placeOf('src_ip'),
    sourcePort: picker.placeOf('src_port'),
    destination: picker.placeOf('dest_ip'),
    destinationPort: picker.placeOf('dest_port'),
    protocol: picker.placeOf('proto'),
    host: picker.placeOf('host'),
  };
}

/**
 * Reads the alerts that nearly all are, and what is no threat, straight from where their fields stand: addresses, a flow id, a time in the usual form, and
 * all that comes again and again known from before. Of anything else it says nothing; then the record is read as others are.
 * What it says is what `readEvent` says of the same record, and its ids are hashed as their texts would be.
 */
export class AlertReader implements PlaceReader {
  private readonly base = new IdHasher();
  private readonly hasher = new IdHasher();
  private readonly places: Places;
  private readonly traits: KnownParts<AlertTraits | undefined>;
  private readonly verdicts: KnownParts<Disposition | undefined>;

  constructor(private readonly picker: FieldPicker) {
    this.places = placesOf(picker);
    this.traits = new KnownParts(picker, this.places.alert, readTraits);
    this.verdicts = new KnownParts(picker, this.places.verdict, readFinal);
  }

  read(place: TextPlace, context: RecordContext): Result<Reading, never> | undefined {
    const { picker, places } = this;
    const eventType = picker.knownAt(places.eventType);
    if (typeof eventType !== 'string' || this.hasMore()) return undefined;
    return eventType === 'alert' ? this.readAlert(place) : this.readOther(eventType, context);
  }

  private readAlert(place: TextPlace): Result<Reading, never> | undefined {
    const traits = this.traits.get();
    if (traits === undefined || traits === null) return undefined;
    const event = new UsualAlert(traits, place.bytes, place.from);
    return this.readParts(event, traits) && this.readIds(event, traits, place)
      ? ok({ kind: 'threat', event })
      : undefined;
  }

  /** Flows, DNS, HTTP: most of what a sensor writes where it is not told to write alerts alone. */
  private readOther(eventType: string, { describesIgnored }: RecordContext): Result<Reading, never> | undefined {
    if (describesIgnored || !isSignOfLife(eventType) || !this.picker.isNothingAt(this.places.alert)) return undefined;
    const host = this.knownOrNothing(this.places.host);
    if (host === null) return undefined;
    const observer = readId(host);
    return ok({ kind: 'ignored', what: eventType, ...(observer && { observer }) });
  }

  /** True for an envelope, for times of others, and for files of packets. */
  private hasMore(): boolean {
    const { picker, places } = this;
    return !(
      picker.isNothingAt(places.ecsTimestamp) &&
      picker.isNothingAt(places.firewall) &&
      picker.isNothingAt(places.event) &&
      picker.isNothingAt(places.packet)
    );
  }

  /** @returns false in doubt. */
  private readParts(event: UsualAlert, traits: AlertTraits): boolean {
    const { picker, places } = this;
    const time = picker.timeAt(places.timestamp);
    const source = this.sideAt(places.source, places.sourcePort);
    const destination = this.sideAt(places.destination, places.destinationPort);
    if (!(time >= 0) || source === undefined || destination === undefined) return false;
    const initiator = this.initiatorOf(traits, isSameAddress(source, destination));
    const disposition = this.dispositionOf(traits);
    const observer = this.knownOrNothing(places.host);
    const protocol = this.knownOrNothing(places.protocol);
    if (initiator === undefined || disposition === undefined || observer === null || protocol === null) return false;
    event.time = time;
    event.observer = observer === undefined ? undefined : readId(observer);
    event.source = source;
    event.destination = destination;
    event.initiator = initiator;
    event.transport = protocol === undefined ? undefined : readTransport(protocol);
    event.disposition = disposition;
    return true;
  }

  private sideAt(place: number, portPlace: number): Endpoint | undefined {
    const { picker } = this;
    const hasPort = !picker.isNothingAt(portPlace);
    const port = hasPort ? picker.numberAt(portPlace) : undefined;
    if (port !== undefined && (port < 0 || port > MOST_PORT)) return undefined;
    const ipv4 = picker.addressAt(place);
    if (ipv4 >= 0) return new Ipv4Endpoint(ipv4, port);
    const ip = readAddress(picker.textAt(place));
    return ip === undefined ? undefined : { ip, port };
  }

  /** @param isWithin true for a packet from an address to itself. */
  private initiatorOf(traits: AlertTraits, isWithin: boolean): ThreatEvent['initiator'] | undefined {
    const { picker, places } = this;
    const stated = this.knownOrNothing(places.direction);
    if (stated === null) return undefined;
    const direction = stated ?? traits.direction;
    if (direction === 'to_client') return 'destination';
    if (direction === 'to_server' || isWithin || picker.isNothingAt(places.flowSource)) return 'source';
    const opener = picker.textAt(places.flowSource);
    if (opener === undefined) return undefined;
    return opener === picker.textAt(places.destination) ? 'destination' : 'source';
  }

  private dispositionOf(traits: AlertTraits): Disposition | undefined {
    const { picker, places } = this;
    if (!picker.isNothingAt(places.verdict)) {
      const final = this.verdicts.get();
      if (final === null) return undefined;
      if (final !== undefined) return final;
    }
    return traits.disposition ?? 'detected';
  }

  /** A text that came before; undefined where there is none, null for anything else. */
  private knownOrNothing(place: number): string | undefined | null {
    const { picker } = this;
    if (picker.isNothingAt(place)) return undefined;
    const known = picker.knownAt(place);
    return typeof known === 'string' ? known : null;
  }

  /** @returns false in doubt. */
  private readIds(event: UsualAlert, traits: AlertTraits, { bytes, from: start }: TextPlace): boolean {
    const { picker, places, base } = this;
    if (!picker.isDigitsAt(places.flow)) return false;
    const [flowFrom, flowTo] = [picker.fromAt(places.flow), picker.toAt(places.flow)];
    const [timeFrom, timeTo] = [picker.fromAt(places.timestamp), picker.toAt(places.timestamp)];
    // The texts of longer ids are hashes of themselves.
    const length =
      flowTo - flowFrom + timeTo - timeFrom + traits.key.length + this.transactionLength(traits) + SEPARATORS;
    if (length > LONGEST_ID || flowTo - flowFrom > LONGEST_DIGITS) return false;
    event.flow = pieceOf(start, flowFrom, flowTo);
    event.stamp = pieceOf(start, timeFrom, timeTo);
    base.start();
    base.addPiece(bytes, flowFrom, flowTo);
    base.addPiece(bytes, 0, 0);
    base.addPiece(bytes, timeFrom, timeTo);
    const { hasher } = this;
    this.startId(traits.key);
    const hasTransaction = !picker.isNothingAt(places.transaction);
    if (hasTransaction || traits.transaction !== undefined) {
      return this.addTransaction(event, { traits, bytes, start, isOfPacket: hasTransaction });
    }
    hasher.end();
    const { first, second, third } = hasher;
    this.startId(DROP);
    hasher.end();
    event.idHashes = [first, second, third, hasher.first, hasher.second, hasher.third];
    return true;
  }

  private transactionLength({ transaction = '' }: AlertTraits): number {
    const { picker, places } = this;
    const place = places.transaction;
    return picker.isNothingAt(place) ? transaction.length : picker.toAt(place) - picker.fromAt(place);
  }

  /** The alert's own id has its transaction; it also answers to the one without, and to the drop's. */
  private addTransaction(event: UsualAlert, { traits, bytes, start, isOfPacket }: TransactionContext): boolean {
    const { picker, places, hasher } = this;
    const place = places.transaction;
    if (isOfPacket) {
      const [from, to] = [picker.fromAt(place), picker.toAt(place)];
      if (!picker.isDigitsAt(place) || to - from > LONGEST_DIGITS) return false;
      hasher.addPiece(bytes, from, to);
      event.transaction = pieceOf(start, from, to);
    } else {
      hasher.addText(traits.transaction ?? '');
    }
    const hashes: number[] = [];
    this.endId(hashes);
    for (const key of [traits.key, DROP]) {
      this.startId(key);
      this.endId(hashes);
    }
    event.idHashes = hashes;
    return true;
  }

  private startId(key: string): void {
    this.hasher.startFrom(this.base);
    this.hasher.addText(key);
  }

  private endId(hashes: number[]): void {
    const { hasher } = this;
    hasher.end();
    hashes.push(hasher.first, hasher.second, hasher.third);
  }
}
