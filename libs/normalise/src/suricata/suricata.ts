import { err, ok, rejection, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { categoryOfClass } from '../classtype';
import { readEndpoint } from '../endpoint';
import { ignored } from '../ignored';
import { readId, readName, readWord } from '../scalar';
import { isObject, own, type JsonObject, type JsonRecord } from '../source-record';
import type { JsonFormat } from '../source-format';
import { readTime } from '../time';
import { readTransport } from '../transport';
import { categoryOfWords } from '../word-category';
import { ignoredKind, isEventType } from './event-types';
import { alertOf, identify, type Packet } from './identity';
import { readDisposition, readSeverity } from './verdict';

/** Suricata EVE JSON, also from AWS Network Firewall and behind a syslog header. See README.md beside this file. */
export const suricata: JsonFormat = {
  takes: 'json',
  name: 'suricata',
  recognises({ document }) {
    const eve = unwrap(document);
    const eventType = own(eve, 'event_type');
    if (eve !== document) return true;
    if (typeof eventType !== 'string') return false;
    const isEve = own(eve, 'timestamp') !== undefined && own(eve, '@timestamp') === undefined;
    return isEve || isEventType(eventType) || alertOf(eve) !== undefined;
  },
  read: (record) => readEve(unwrap(record.document), record),
};

/** AWS Network Firewall writes `{ firewall_name, event: { …EVE… } }`. */
function unwrap(document: JsonObject): JsonObject {
  const inner = own(document, 'event');
  if (!isObject(inner) || own(document, 'event_type') !== undefined) return document;
  const isEnvelope = own(document, 'firewall_name') !== undefined || own(inner, 'event_type') !== undefined;
  return isEnvelope ? inner : document;
}

function readEve(eve: JsonObject, record: JsonRecord): Result<Reading, Rejection> {
  const eventType = readWord(own(eve, 'event_type'));
  const alert = alertOf(eve);
  const observer = observerOf(record);
  if (alert === undefined && eventType !== 'drop') {
    // AWS's own logs of TLS inspection have no event type inside the envelope.
    const isForeign = eventType === undefined && eve === record.document;
    if (isForeign) return err(rejection('missing-field', 'event_type is missing: this is not EVE JSON'));
    if (eventType === 'alert')
      return err(rejection('missing-field', 'alert.signature_id and alert.signature are missing'));
    return ignored(record, { what: ignoredKind(eventType), observer }, () => describe(eve, record, observer));
  }
  const event = readEvent(eve, record, { alert, observer });
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

/** Flows, DNS, HTTP: what tells of a connection. */
function describe(eve: JsonObject, record: JsonRecord, observer: string | undefined): Result<ThreatEvent, Rejection> {
  const tells = own(eve, 'src_ip') !== undefined || own(eve, 'dest_ip') !== undefined;
  return tells ? readEvent(eve, record, { alert: undefined, observer }) : err(rejection('missing-field', 'no address'));
}

interface Traits {
  readonly alert: JsonObject | undefined;
  readonly observer: string | undefined;
}

function readEvent(eve: JsonObject, record: JsonRecord, { alert, observer }: Traits): Result<ThreatEvent, Rejection> {
  const packet = readPacket(eve);
  if (!packet.ok) return packet;
  const time = readTime(own(eve, 'timestamp'), record.clock);
  if (time === undefined) return err(rejection('bad-time', 'timestamp is missing or not a time'));
  return ok({
    format: 'suricata',
    ...identify(eve, alert, packet.value),
    time,
    ...(observer && { observer }),
    ...packet.value,
    initiator: initiatorOf(eve, alert, packet.value),
    disposition: readDisposition(eve, alert),
    ...readRule(alert),
  });
}

function readPacket(eve: JsonObject): Result<Packet, Rejection> {
  const source = readEndpoint({
    ip: { name: 'src_ip', value: own(eve, 'src_ip') },
    port: { name: 'src_port', value: own(eve, 'src_port') },
  });
  if (!source.ok) return source;
  const destination = readEndpoint({
    ip: { name: 'dest_ip', value: own(eve, 'dest_ip') },
    port: { name: 'dest_port', value: own(eve, 'dest_port') },
  });
  if (!destination.ok) return destination;
  const transport = readTransport(own(eve, 'proto'));
  return ok({ source: source.value, destination: destination.value, ...(transport && { transport }) });
}

type RulePart = Pick<ThreatEvent, 'rule' | 'vendorSeverity' | 'vendorCategory' | 'category' | 'severity'>;

function readRule(alert: JsonObject | undefined): RulePart {
  const { vendor, severity } = readSeverity(alert);
  if (alert === undefined) return { rule: {}, category: 'other', severity };
  const id = readId(own(alert, 'signature_id'));
  const name = readName(own(alert, 'signature'));
  const vendorCategory = readName(own(alert, 'category'));
  return {
    rule: { ...(id && { id }), ...(name && { name }) },
    ...(vendor !== undefined && { vendorSeverity: vendor }),
    ...(vendorCategory && { vendorCategory }),
    category: categoryOf(vendorCategory, name),
    severity,
  };
}

function categoryOf(vendorCategory: string | undefined, name: string | undefined): ThreatEvent['category'] {
  const stated = vendorCategory === undefined ? undefined : categoryOfClass(vendorCategory);
  if (stated && !stated.vague) return stated.category;
  return categoryOfWords(name, stated ? undefined : vendorCategory) ?? stated?.category ?? 'other';
}

/**
 * EVE's source is the packet's. A packet to the client has the server as its source, and the client opened the
 * connection: stated by `direction` (Suricata 7 and later), else seen from the flow's own addresses.
 */
function initiatorOf(eve: JsonObject, alert: JsonObject | undefined, packet: Packet): ThreatEvent['initiator'] {
  const direction = own(eve, 'direction') ?? (alert && own(alert, 'direction'));
  if (direction === 'to_client') return 'destination';
  if (direction === 'to_server') return 'source';
  const flow = own(eve, 'flow');
  if (!isObject(flow) || packet.source.ip === packet.destination.ip) return 'source';
  const isReply = own(flow, 'src_ip') !== undefined && own(flow, 'src_ip') === own(eve, 'dest_ip');
  return isReply ? 'destination' : 'source';
}

function observerOf({ document, relayedFrom }: JsonRecord): string | undefined {
  const host = own(document, 'host');
  return (
    readId(own(document, 'firewall_name')) ?? readId(isObject(host) ? own(host, 'name') : host) ?? readId(relayedFrom)
  );
}
