import { ok, type Endpoint, type Rejection, type Result } from '@lianfang/contract';
import { field } from '../dotted-field';
import { readEndpoint } from '../endpoint';
import { readNumber, readWord } from '../scalar';
import { isObject, own, type JsonObject } from '../source-record';
import { readTransport } from '../transport';

/** The connection that a record tells of. */
export interface Connection {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport?: string;
}

/** Of a finding's evidences only the first few are looked at. */
const MOST_EVIDENCES = 64;
const UNKNOWN_PROTOCOLS = new Set(['unknown', 'other', 'n/a', '-', 'none', 'null']);

/** Both sides and the protocol: from the record itself, else from the first of its evidences that has them. */
export function readConnection(document: JsonObject): Result<Connection, Rejection> {
  const owner = ownerOf(document);
  const source = readSide(owner, 'src_endpoint');
  if (!source.ok) return source;
  const destination = readSide(owner, 'dst_endpoint');
  if (!destination.ok) return destination;
  const transport = transportOf(owner) ?? transportOf(document);
  return ok({ source: source.value, destination: destination.value, ...(transport && { transport }) });
}

/** A member that is an object. */
export function objectIn(document: JsonObject, key: string): JsonObject | undefined {
  const value = own(document, key);
  return isObject(value) ? value : undefined;
}

/** The objects of a member that is a list of them; at most {@link MOST_EVIDENCES}. */
export function objectsIn(document: JsonObject, key: string): readonly JsonObject[] {
  const value = own(document, key);
  return Array.isArray(value) ? value.slice(0, MOST_EVIDENCES).filter(isObject) : [];
}

function ownerOf(document: JsonObject): JsonObject {
  if (hasSide(document)) return document;
  return objectsIn(document, 'evidences').find(hasSide) ?? document;
}

function hasSide(owner: JsonObject): boolean {
  return ['src_endpoint.ip', 'dst_endpoint.ip'].some((name) => stated(owner, name) !== undefined);
}

function readSide(owner: JsonObject, side: string): Result<Endpoint, Rejection> {
  const [ip, port] = [`${side}.ip`, `${side}.port`];
  return readEndpoint({
    ip: { name: ip, value: stated(owner, ip) },
    port: { name: port, value: stated(owner, port) },
  });
}

/** A field, nested or flattened; Windows and flow logs write `-` where they have none. */
function stated(owner: JsonObject, name: string): unknown {
  const value = field(owner, name);
  return value === '-' ? undefined : value;
}

/** The number is IANA's; the name is the producer's. Number 0 and -1 stand for "not known". */
function transportOf(owner: JsonObject): string | undefined {
  const number = readNumber(field(owner, 'connection_info.protocol_num'));
  if (number !== undefined && number > 0) return readTransport(number);
  const name = readWord(field(owner, 'connection_info.protocol_name'));
  return name === undefined || UNKNOWN_PROTOCOLS.has(name) ? undefined : readTransport(name);
}
