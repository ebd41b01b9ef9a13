import { err, ok, rejection, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { ignored } from '../ignored';
import { readId, readWord } from '../scalar';
import { isObject, own, present, type JsonObject, type JsonRecord } from '../source-record';
import type { JsonFormat } from '../source-format';
import { AlertReader } from './alert-reader';
import { alertOf } from './alert-traits';
import { EVE_FIELDS, EVE_MARKS } from './eve-fields';
import { ignoredKind, isEventType } from './event-types';
import { readEvent, type EveContext } from './read-event';

/** Suricata EVE JSON, also from AWS Network Firewall and behind a syslog header. See README.md beside this file. */
export const suricata: JsonFormat = {
  takes: 'json',
  name: 'suricata',
  recognises({ document }) {
    const eve = unwrap(document);
    const eventType = present(eve['event_type']);
    if (eve !== document) return true;
    if (typeof eventType !== 'string') return false;
    const isEve = present(eve['timestamp']) !== undefined && present(eve['@timestamp']) === undefined;
    return isEve || isEventType(eventType) || alertOf(eve) !== undefined;
  },
  read: (record) => readEve(unwrap(record.document), record),
  marks: EVE_MARKS,
  quick: {
    wanted: EVE_FIELDS,
    // The fields of EVE inside an envelope are not among them.
    suffices: (document) => own(document, 'firewall_name') === undefined && unwrap(document) === document,
    places: (picker) => new AlertReader(picker),
  },
};

/** AWS Network Firewall writes `{ firewall_name, event: { …EVE… } }`. */
function unwrap(document: JsonObject): JsonObject {
  const inner = present(document['event']);
  if (!isObject(inner) || present(document['event_type']) !== undefined) return document;
  const isEnvelope = present(document['firewall_name']) !== undefined || present(inner['event_type']) !== undefined;
  return isEnvelope ? inner : document;
}

function readEve(eve: JsonObject, record: JsonRecord): Result<Reading, Rejection> {
  const alert = alertOf(eve);
  const context = { alert, observer: observerOf(record), clock: record.clock };
  if (alert === undefined) {
    const eventType = readWord(present(eve['event_type']));
    if (eventType !== 'drop') return readOther(eve, record, { eventType, context });
  }
  const event = readEvent(eve, context);
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

/** What is neither an alert nor a drop. */
function readOther(
  eve: JsonObject,
  record: JsonRecord,
  { eventType, context }: { readonly eventType: string | undefined; readonly context: EveContext },
): Result<Reading, Rejection> {
  // AWS's own logs of TLS inspection have no event type inside the envelope.
  const isForeign = eventType === undefined && eve === record.document;
  if (isForeign) return err(rejection('missing-field', 'event_type is missing: this is not EVE JSON'));
  if (eventType === 'alert') {
    return err(rejection('missing-field', 'alert.signature_id and alert.signature are missing'));
  }
  const { observer } = context;
  return ignored(record, { what: ignoredKind(eventType), observer }, () => describe(eve, context));
}

/** Flows, DNS, HTTP: what tells of a connection. */
function describe(eve: JsonObject, context: EveContext): Result<ThreatEvent, Rejection> {
  const tells = present(eve['src_ip']) !== undefined || present(eve['dest_ip']) !== undefined;
  return tells ? readEvent(eve, context) : err(rejection('missing-field', 'no address'));
}

function observerOf({ document, relayedFrom }: JsonRecord): string | undefined {
  const host = present(document['host']);
  return (
    readId(present(document['firewall_name'])) ??
    readId(isObject(host) ? own(host, 'name') : host) ??
    readId(relayedFrom)
  );
}
