import {
  err,
  ok,
  rejection,
  type Disposition,
  type Endpoint,
  type Reading,
  type Rejection,
  type Result,
  type ThreatEvent,
} from '@lianfang/contract';
import { readAddress, readEndpoint } from '../endpoint';
import { hashId, joinId } from '../event-id';
import { ignored } from '../ignored';
import { readId, readName } from '../scalar';
import type { JsonObject, JsonRecord } from '../source-record';
import type { JsonFormat } from '../source-format';
import { readTime } from '../time';
import { readTransport } from '../transport';
import { readDisposition } from './action';
import { readCategory } from './category';
import { firstField, value } from './ecs-field';
import { readSeverity } from './severity';
import { ignoredAs } from './threat-test';

const MARKS = ['@timestamp', 'ecs.version', 'event.kind', 'event.category', 'event.dataset', 'event.module'];
const OBSERVER_FIELDS = ['observer.name', 'observer.hostname', 'host.name', 'host.hostname'];

/** Documents in the Elastic Common Schema, nested or flattened. See README.md beside this file. */
export const ecs: JsonFormat = {
  takes: 'json',
  name: 'ecs',
  recognises: ({ document }) => MARKS.some((name) => value(document, name) !== undefined),
  read: readDocument,
};

function readDocument(record: JsonRecord): Result<Reading, Rejection> {
  const { document } = record;
  const disposition = readDisposition(document);
  const what = ignoredAs(document, disposition);
  if (what !== undefined) {
    return ignored(record, { what, observer: observerOf(record) }, () => describe(record, disposition));
  }
  const event = readEvent(record, disposition);
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

/** What tells of a connection, a rule or an action. */
function describe(record: JsonRecord, disposition: Disposition): Result<ThreatEvent, Rejection> {
  const event = readEvent(record, disposition);
  if (!event.ok || disposition !== 'detected') return event;
  const { source, destination, rule } = event.value;
  const tells = [source, destination, rule].some((part) => Object.keys(part).length > 0);
  return tells ? event : err(rejection('missing-field', 'neither address, rule nor action'));
}

function readEvent(record: JsonRecord, disposition: Disposition): Result<ThreatEvent, Rejection> {
  const { document, text, clock } = record;
  const source = readSide(document, SOURCE, CLIENT);
  if (!source.ok) return source;
  const destination = readSide(document, DESTINATION, SERVER);
  if (!destination.ok) return destination;
  const time = readTime(value(document, '@timestamp'), clock);
  if (time === undefined) return err(rejection('bad-time', '@timestamp is missing or not a time'));
  const rule = readRule(document);
  const transport = readTransport(value(document, 'network.transport') ?? value(document, 'network.iana_number'));
  const observer = observerOf(record);
  return ok({
    format: 'ecs',
    eventId: identify(document, text, time, rule.id ?? rule.name),
    alsoKnownAs: [],
    time,
    ...(observer && { observer }),
    source: source.value,
    destination: destination.value,
    initiator: initiatorOf(document, destination.value),
    ...(transport && { transport }),
    rule,
    disposition,
    ...readKind(document),
  });
}

function observerOf({ document, relayedFrom }: JsonRecord): string | undefined {
  return firstField(document, OBSERVER_FIELDS, readId) ?? readId(relayedFrom);
}

/** `event.id`, which some sources share among the events of one session, with time and rule; else the text's hash. */
function identify(document: JsonObject, text: string, time: number, rule: string | undefined): string {
  const id = readId(value(document, 'event.id'));
  return id === undefined ? hashId(text) : joinId([id, time, rule]);
}

/** The fields of one side of a connection. Written out: to put a name together for each record costs more than to read it. */
interface SideNames {
  readonly ip: string;
  readonly address: string;
  readonly port: string;
}

const SOURCE: SideNames = { ip: 'source.ip', address: 'source.address', port: 'source.port' };
const CLIENT: SideNames = { ip: 'client.ip', address: 'client.address', port: 'client.port' };
const DESTINATION: SideNames = { ip: 'destination.ip', address: 'destination.address', port: 'destination.port' };
const SERVER: SideNames = { ip: 'server.ip', address: 'server.address', port: 'server.port' };

/**
 * One side, from `source` or else `client` (`destination` or else `server`). The two may be different hosts, so an address
 * never gets the port of the other. `address` may be a name, and then says nothing to us; `ip` may not.
 */
function readSide(document: JsonObject, side: SideNames, fallback: SideNames): Result<Endpoint, Rejection> {
  const owner = [side, fallback].find((names) => hasAddress(document, names));
  const names = owner ?? side;
  const portOwners = owner === side ? [side] : [names, side, fallback];
  const { port } = portOwners.find((one) => value(document, one.port) !== undefined) ?? names;
  return readEndpoint({
    ip: { name: names.ip, value: value(document, names.ip) ?? readAddress(value(document, names.address)) },
    port: { name: port, value: value(document, port) },
  });
}

function hasAddress(document: JsonObject, { ip, address }: SideNames): boolean {
  return value(document, ip) !== undefined || readAddress(value(document, address)) !== undefined;
}

/** A document that names the client says who opened the connection. */
function initiatorOf(document: JsonObject, destination: Endpoint): 'source' | 'destination' {
  const client = readAddress(value(document, 'client.ip'));
  const isDestination = client !== undefined && client === destination.ip;
  return isDestination && client !== readAddress(value(document, 'source.ip')) ? 'destination' : 'source';
}

function readRule(document: JsonObject): { readonly id?: string; readonly name?: string } {
  const id = firstField(document, ['rule.id', 'rule.uuid', 'kibana.alert.rule.rule_id', 'event.code'], readId);
  const name = firstField(document, ['rule.name', 'kibana.alert.rule.name'], readName);
  return { ...(id && { id }), ...(name && { name }) };
}

function readKind(document: JsonObject) {
  const { vendor: vendorSeverity, severity } = readSeverity(document);
  const { vendor: vendorCategory, category } = readCategory(document);
  return {
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(vendorCategory && { vendorCategory }),
    category,
    severity: severity ?? (category === 'other' ? ('low' as const) : ('medium' as const)),
  };
}
