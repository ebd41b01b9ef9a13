import { err, ok, rejection, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { readEndpoint } from '../endpoint';
import { isObject, present, type JsonObject } from '../source-record';
import type { SensorClock } from '../sensor-clock';
import { readTime } from '../time';
import { readTransport } from '../transport';
import type { AlertTraits, RulePart } from './alert-traits';
import { identify, type Packet } from './identity';
import { readDisposition } from './verdict';

/** What is known of a record before its event is read. */
export interface EveContext {
  readonly alert: AlertTraits | undefined;
  readonly observer: string | undefined;
  readonly clock: SensorClock;
}

const NO_RULE: RulePart = { rule: {}, category: 'other', severity: 'low' };

/** The event of a record of EVE, or why it can't be counted. */
export function readEvent(eve: JsonObject, { alert, observer, clock }: EveContext): Result<ThreatEvent, Rejection> {
  const packet = readPacket(eve);
  if (!packet.ok) return packet;
  const time = readTime(present(eve['timestamp']), clock);
  if (time === undefined) return err(rejection('bad-time', 'timestamp is missing or not a time'));
  const { rule, vendorSeverity, vendorCategory, category, severity } = alert?.part ?? NO_RULE;
  const { eventId, alsoKnownAs } = identify(eve, alert, packet.value);
  const { source, destination, transport } = packet.value;
  const event: { -readonly [Field in keyof ThreatEvent]: ThreatEvent[Field] } = {
    format: 'suricata',
    eventId,
    alsoKnownAs,
    time,
    source,
    destination,
    initiator: initiatorOf(eve, packet.value, alert?.direction),
    rule,
    disposition: readDisposition(eve, alert?.disposition),
    category,
    severity,
  };
  if (observer !== undefined) event.observer = observer;
  if (transport !== undefined) event.transport = transport;
  if (vendorSeverity !== undefined) event.vendorSeverity = vendorSeverity;
  if (vendorCategory !== undefined) event.vendorCategory = vendorCategory;
  return ok(event);
}

function readPacket(eve: JsonObject): Result<Packet, Rejection> {
  const source = readEndpoint({
    ip: { name: 'src_ip', value: present(eve['src_ip']) },
    port: { name: 'src_port', value: present(eve['src_port']) },
  });
  if (!source.ok) return source;
  const destination = readEndpoint({
    ip: { name: 'dest_ip', value: present(eve['dest_ip']) },
    port: { name: 'dest_port', value: present(eve['dest_port']) },
  });
  if (!destination.ok) return destination;
  return ok({ source: source.value, destination: destination.value, transport: readTransport(present(eve['proto'])) });
}

/**
 * EVE's source is the packet's. A packet to the client has the server as its source, and the client opened the
 * connection: stated by `direction` (Suricata 7 and later), else seen from the flow's own addresses.
 */
function initiatorOf(eve: JsonObject, packet: Packet, ofAlert: unknown): ThreatEvent['initiator'] {
  const direction = present(eve['direction']) ?? ofAlert;
  if (direction === 'to_client') return 'destination';
  if (direction === 'to_server') return 'source';
  const flow = present(eve['flow']);
  if (!isObject(flow) || packet.source.ip === packet.destination.ip) return 'source';
  const isReply = present(flow['src_ip']) !== undefined && present(flow['src_ip']) === present(eve['dest_ip']);
  return isReply ? 'destination' : 'source';
}
