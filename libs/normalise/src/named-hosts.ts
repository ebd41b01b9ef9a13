import { field } from './dotted-field';
import { UNSTATED_CLOCK } from './sensor-clock';
import { frameRecord, isObject, parseJsonRecord, type JsonObject } from './source-record';

/** A host that a record names beside its addresses: a domain, or an address where the sensor saw one in its place. */
export interface NamedHost {
  /** By its ECS name. */
  readonly field: string;
  /** As the record has it, without port. Hostile text. */
  readonly name: string;
}

/** Hosts of one record; who names more is no sensor. */
const MOST_HOSTS = 8;
const LONGEST_HOST = 255;

const URL_DOMAIN = 'url.domain';
const QUESTION = 'dns.question.name';
const SERVER_NAME = 'tls.client.server_name';
const DESTINATION = 'destination.domain';
const SOURCE = 'source.domain';

type Places = readonly (readonly [path: string, ecs: string])[];

/** Where documents name hosts; `[]` for each of a list. */
const JSON_PLACES: ReadonlyMap<string, Places> = new Map([
  [
    'suricata',
    [
      ['tls.sni', SERVER_NAME],
      ['quic.sni', SERVER_NAME],
      ['http.hostname', URL_DOMAIN],
      ['dns.rrname', QUESTION],
      ['dns.query[].rrname', QUESTION],
      ['dns.queries[].rrname', QUESTION],
    ],
  ],
  [
    'ecs',
    [
      [URL_DOMAIN, URL_DOMAIN],
      [QUESTION, QUESTION],
      [SERVER_NAME, SERVER_NAME],
      [DESTINATION, DESTINATION],
      [SOURCE, SOURCE],
    ],
  ],
  [
    'ocsf',
    [
      ['query.hostname', QUESTION],
      ['tls.sni', SERVER_NAME],
      ['url.hostname', URL_DOMAIN],
      ['http_request.url.hostname', URL_DOMAIN],
      ['dst_endpoint.hostname', DESTINATION],
      ['src_endpoint.hostname', SOURCE],
    ],
  ],
]);

/** Keys by which lines of text name hosts; a URL counts as its host. */
const TEXT_KEYS: ReadonlyMap<string, Places> = new Map([
  [
    'cef',
    [
      ['request', URL_DOMAIN],
      ['dhost', DESTINATION],
      ['destinationDnsDomain', DESTINATION],
      ['shost', SOURCE],
    ],
  ],
  [
    'fortigate',
    [
      ['hostname', URL_DOMAIN],
      ['qname', QUESTION],
      ['url', URL_DOMAIN],
    ],
  ],
]);

/**
 * The hosts that a record names: for evidence, never for what is counted, so it may take its time (a parse of the record)
 * and no pin has to know of it. Formats that are not listed above name none here.
 * @param format of the event that was read from it. @returns at most eight, each once. Never throws.
 */
export function namedHosts(format: string, text: string): NamedHost[] {
  const found = new Map<string, NamedHost>();
  for (const { field: ecs, name: raw } of rawHosts(format, text)) {
    const name = hostOf(raw);
    if (name === undefined || found.size === MOST_HOSTS) continue;
    found.set(`${ecs} ${name}`, { field: ecs, name });
  }
  return [...found.values()];
}

function rawHosts(format: string, text: string): NamedHost[] {
  const places = JSON_PLACES.get(format);
  if (places !== undefined) return hostsOfJson(text, places);
  return (TEXT_KEYS.get(format) ?? []).flatMap(([key, ecs]) => {
    const name = valueBehind(text, key);
    return name === undefined ? [] : [{ field: ecs, name }];
  });
}

function hostsOfJson(text: string, places: Places): NamedHost[] {
  const record = parseJsonRecord(frameRecord(text, { clock: UNSTATED_CLOCK, describesIgnored: false }));
  if (!record.ok) return [];
  const { document } = record.value;
  return places.flatMap(([path, ecs]) => textsAt(document, path).map((name) => ({ field: ecs, name })));
}

function textsAt(document: JsonObject, path: string): string[] {
  const [outer = '', inner] = path.split('[].');
  const value = field(document, outer);
  if (inner === undefined) return textsOf(value);
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_HOSTS) : [value];
  return list.flatMap((item) => (isObject(item) ? textsOf(field(item, inner)) : []));
}

function textsOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_HOSTS) : [value];
  return list.filter((item) => typeof item === 'string');
}

/** The value of the first `key=` that a separator stands before, up to the next blank, quote or comma. */
function valueBehind(text: string, key: string): string | undefined {
  const wanted = `${key}=`;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    if (at > 0 && !' |,"\t'.includes(text.charAt(at - 1))) continue;
    const start = at + wanted.length + (text.charAt(at + wanted.length) === '"' ? 1 : 0);
    return /^[^\s",]*/.exec(text.slice(start, start + 2 * LONGEST_HOST))?.[0];
  }
  return undefined;
}

/** A host without scheme, path and port; of `[2001:db8::1]:443` the address. */
function hostOf(text: string): string | undefined {
  if (text.length > 4 * LONGEST_HOST) return undefined;
  const scheme = text.indexOf('://');
  const rest = scheme === -1 ? text : text.slice(scheme + 3);
  const [authority = ''] = rest.split(/[/?#\\]/, 1);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[([0-9a-fA-F:.]+)\]/.exec(host)?.[1];
  // More than one colon: an address of IPv6, without a port.
  const name = bracketed ?? (host.indexOf(':') === host.lastIndexOf(':') ? (host.split(':', 1)[0] ?? '') : host);
  return name === '' || name.length > LONGEST_HOST ? undefined : name;
}
