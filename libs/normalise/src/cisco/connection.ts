import { err, ok, rejection, type Endpoint, type Rejection, type Result } from '@lianfang/contract';
import { readAddress } from '../endpoint';
import { readNamedEndpoint } from '../named-endpoint';
import { readTransport } from '../transport';

/** What a message says of a connection. */
export interface Connection {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly transport?: string;
  readonly initiator: 'source' | 'destination';
}

/** A connection, and how many sides the text names, by address or by name. */
export interface FoundConnection extends Connection {
  readonly named: 0 | 1 | 2;
}

/** How far into a message addresses are looked for. */
const HEAD = 2048;
/** `outside:192.0.2.1/443`; one interface has blanks in its name. */
const SIDE = String.raw`((?:NP Identity Ifc:)?[^\s()<>]{1,300})`;
/** Users, security groups, translated addresses: `(LOCAL\user)`, `(192.0.2.1/443)`, `(type 3, code 0)`. */
const NOTES = String.raw`(?: ?\([^()]{0,300}\)){0,4}`;

/** The shapes in which messages name both sides; the first that fits is taken. Each captures two sides. */
const PAIRS: readonly RegExp[] = [
  new RegExp(String.raw`\bsrc ?=? ?${SIDE}${NOTES},? de?st ?=? ?${SIDE}`, 'i'),
  new RegExp(
    String.raw`\b(?:for|from|client|server) (?:laddr )?\(?${SIDE}\)?${NOTES}(?: on interface \S{1,64})? to (?:PAT address )?${SIDE}`,
  ),
  new RegExp(String.raw`\bexceeded\.?(?: \d{1,10}\/\d{1,10} for )?${SIDE}${NOTES}(?: to)? ${SIDE}`),
  new RegExp(String.raw`\bShunned packet: ${SIDE} =+>? ${SIDE}`),
  new RegExp(String.raw`\bLocal:${SIDE} Remote:${SIDE}`),
  new RegExp(String.raw`\bbetween ${SIDE} and ${SIDE}`),
];
/** 106100: `udp outside/192.0.2.1(5353) -> inside/192.0.2.2(53)`. */
const ARROW = new RegExp(
  String.raw`(?:^| )(\S{1,20})(?: for user .{1,128}?)? [^\s/]{1,64}\/([^\s()]{1,255})\(([^()]{0,64})\)${NOTES} ?-> ?[^\s/]{1,64}\/([^\s()]{1,255})\(([^()]{0,64})\)`,
);
/** 302020: `faddr 192.0.2.1/0 gaddr 192.0.2.2/1 laddr 192.0.2.2/1`. The foreign side, then the local one. */
const ICMP = new RegExp(String.raw`\bfaddr ${SIDE}${NOTES} gaddr ${SIDE}${NOTES} laddr ${SIDE}`);
/** `user@192.0.2.1 Accessed URL 192.0.2.2:http://…`. */
const URL_ACCESS = /^(?:\S{1,128}@)?([^\s()@]{1,64})(?: ?\([^()]{0,300}\))? Accessed (?:JAVA )?URL ([\d.]{7,15}):/i;
/** Logins: the server is asked by the user's machine. */
const AAA_SERVER = /\bserver ?= {0,3}([^\s()<>,]{1,255})/;
/** The shapes that name one side. */
const ONE = new RegExp(
  String.raw`\b(?:user IP ?=|IP ?=|IP address:?|IP|Addr|local-host|host|with client|with server|from(?: IP)?) ?<?${SIDE}`,
  'gi',
);

/**
 * Finds the addresses, ports and protocol in a message's text. An object's name where an address may stand means no
 * address; something that was meant as one and is none is refused.
 */
export function readConnection(text: string): Result<FoundConnection, Rejection> {
  const head = withoutUser(text.length > HEAD ? text.slice(0, HEAD) : text);
  return readArrow(head) ?? readIcmp(head) ?? readPair(head) ?? readOne(head);
}

/** Who tries to sign in chooses the name, and must not choose addresses with it: what stands there is cut out. */
function withoutUser(text: string): string {
  const quoted = text.indexOf("user '");
  if (quoted !== -1) return text.slice(0, quoted) + text.slice(Math.max(text.lastIndexOf("' from "), quoted));
  const address = Math.max(text.lastIndexOf('user IP'), text.lastIndexOf('> IP <') + 2);
  const start = address > 1 ? text.search(/\b[Uu]ser (?:=|<)/) : -1;
  return start === -1 ? text : text.slice(0, start) + text.slice(Math.max(address, start));
}

function readArrow(text: string): Result<FoundConnection, Rejection> | undefined {
  if (!text.includes('->')) return undefined;
  const match = ARROW.exec(text);
  if (!match) return undefined;
  const [, protocol = '', source, sourcePort, destination, destinationPort] = match;
  const transport = /^\d{1,3}$/.test(protocol) ? readTransport(protocol) : transportOf(protocol);
  // Of ICMP the brackets hold type and code.
  const ports = isIcmp(transport) ? [] : [sourcePort, destinationPort];
  return connect({
    source: toSide(source, ports[0]),
    destination: toSide(destination, ports[1]),
    transport,
    initiator: 'source',
  });
}

/** The local side is the source, as everybody reads it; an inbound one was opened by the other side. */
function readIcmp(text: string): Result<FoundConnection, Rejection> | undefined {
  const match = ICMP.exec(text);
  if (!match) return undefined;
  return connect({
    source: { ip: splitSide(match[3]).ip },
    destination: { ip: splitSide(match[1]).ip },
    transport: firstTransport(text) ?? 'icmp',
    initiator: /^\S{1,16} inbound /.test(text) ? 'destination' : 'source',
  });
}

function readPair(text: string): Result<FoundConnection, Rejection> | undefined {
  const match = firstMatch(PAIRS, text);
  if (!match) return undefined;
  const transport = transportBefore(text.slice(0, match.index));
  const sides = [splitSide(match[1]), splitSide(match[2])].map((side) => (isIcmp(transport) ? { ip: side.ip } : side));
  // An outbound connection is written from its far end: it was opened from the side that is named last.
  const [destination, source] = /^Built outbound /.test(text) ? sides : sides.toReversed();
  return connect({ source: source ?? {}, destination: destination ?? {}, transport, initiator: 'source' });
}

function readOne(text: string): Result<FoundConnection, Rejection> {
  const url = URL_ACCESS.exec(text);
  if (url) return connect({ source: splitSide(url[1]), destination: { ip: url[2] }, initiator: 'source' });
  const transport = firstTransport(text);
  for (const match of text.matchAll(ONE)) {
    const source = splitSide(match[1]);
    if (source.ip === undefined || (readAddress(source.ip) === undefined && !/^[\dx*]{1,4}\./i.test(source.ip)))
      continue;
    const destination = { ip: AAA_SERVER.exec(text)?.[1] };
    return connect({
      source: isIcmp(transport) ? { ip: source.ip } : source,
      destination,
      transport,
      initiator: 'source',
    });
  }
  const server = readAddress(AAA_SERVER.exec(text)?.[1]);
  return connect({ source: {}, destination: { ip: server }, transport, initiator: 'source' });
}

/** One side as it stands in the text. */
interface SideText {
  readonly ip?: string | undefined;
  readonly port?: string | undefined;
}

interface ConnectionText {
  readonly source: SideText;
  readonly destination: SideText;
  readonly transport?: string | undefined;
  readonly initiator: 'source' | 'destination';
}

function connect({ source, destination, transport, initiator }: ConnectionText): Result<FoundConnection, Rejection> {
  const from = readSide(source, 'source');
  if (!from.ok) return from;
  const to = readSide(destination, 'destination');
  if (!to.ok) return to;
  const named = sidesNamed(source, destination);
  return ok({ source: from.value, destination: to.value, initiator, named, ...(transport && { transport }) });
}

function sidesNamed(...sides: readonly SideText[]): FoundConnection['named'] {
  const count = sides.filter(({ ip }) => ip !== undefined && ip !== '').length;
  return count === 2 ? 2 : count === 1 ? 1 : 0;
}

function readSide({ ip, port }: SideText, name: string): Result<Endpoint, Rejection> {
  if (port !== undefined && /^\d{6,}$/.test(port))
    return err(rejection('bad-field', `the ${name} port is above 65535`));
  return readNamedEndpoint({ ip: { name: `the ${name}`, value: ip }, port: { name: `the ${name} port`, value: port } });
}

function toSide(ip: string | undefined, port: string | undefined): SideText {
  return { ip, port };
}

/** `interface:address/port`, each part but the address may be missing. A port's name (`/ssh`) is no number and left out. */
function splitSide(side: string | undefined): SideText {
  const text = (side ?? '').replace(/[,;.]{1,2}$/, '');
  const slash = text.lastIndexOf('/');
  const host = slash === -1 ? text : text.slice(0, slash);
  const port = slash === -1 ? undefined : /^\d{1,6}(?=$|[:,;]|\.$)/.exec(text.slice(slash + 1))?.[0];
  return withoutInterface(host, port);
}

/** An address may have colons itself; an interface's name has none. */
function withoutInterface(host: string, port: string | undefined): SideText {
  const colon = host.indexOf(':');
  if (colon === -1 || readAddress(host) !== undefined) return { ip: host, port };
  const rest = host.slice(colon + 1);
  const before = host.slice(0, colon);
  // `192.0.2.1:` at the end of a phrase, and `192.0.2.1:500`.
  if (readAddress(before) !== undefined) return { ip: before, port: port ?? /^\d{1,5}$/.exec(rest)?.[0] };
  return { ip: rest.endsWith(':') && readAddress(rest) === undefined ? rest.slice(0, -1) : rest, port };
}

function firstMatch(patterns: readonly RegExp[], text: string): RegExpExecArray | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return undefined;
}

/** Protocols by which messages name what was sent; `IP` says nothing. */
const PROTOCOL =
  /\b(?:protocol (\d{1,3})|(tcp|udp|ipv6-icmp|icmp-?v?6?|gre|esp|ah|igmp|ospf|eigrp|pim|sctp|vrrp)|(echo) request)\b/i;

function firstTransport(text: string): string | undefined {
  const match = PROTOCOL.exec(text.slice(0, 256));
  return match ? readTransport(match[3] === undefined ? (match[1] ?? match[2]) : 'icmp') : undefined;
}

/** The word right before the sides, as in `Deny tcp src`, else the first protocol that is named. */
function transportBefore(text: string): string | undefined {
  const last = /(?:^| )(\S{1,20}) $/.exec(text)?.[1];
  return transportOf(last) ?? firstTransport(text);
}

function transportOf(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  return PROTOCOL.exec(word)?.[0] === word ? readTransport(word) : undefined;
}

/** ICMP has types and codes where others have ports. */
export function isIcmp(transport: string | undefined): boolean {
  return transport === 'icmp' || transport === 'ipv6-icmp';
}
