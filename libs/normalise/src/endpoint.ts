import ipaddr from 'ipaddr.js';
import { formatIpv4, formatIpv6, isMappedIpv4, parseIpv6 } from '@lianfang/addresses';
import { err, ok, rejection, type Endpoint, type Rejection, type Result } from '@lianfang/contract';
import { isIpv4 } from './ipv4';
import { remembering } from './remembering';

/** The fields of one side of a connection, with their names for the rejection. */
export interface EndpointFields {
  readonly ip: { readonly name: string; readonly value: unknown };
  readonly port: { readonly name: string; readonly value: unknown };
}

const IPV6 = /^[0-9a-f:.]{2,45}$/i;
/** `fe80::1%eth0`: which interface of the sender; it means nothing to us. */
const ZONE = /%[\w.-]{1,32}$/;
const LONGEST_ADDRESS = 45 + 33;

/** One side of a connection. Absent parts stay absent; a part that is there and can't be read is refused. */
export function readEndpoint({ ip, port }: EndpointFields): Result<Endpoint, Rejection> {
  const address = ip.value === undefined ? undefined : readAddress(ip.value);
  if (address === undefined && ip.value !== undefined) {
    return err(rejection('bad-field', `${ip.name} is not an IP address`));
  }
  const number = port.value === undefined ? undefined : readPort(port.value);
  if (number === undefined && port.value !== undefined) {
    return err(rejection('bad-field', `${port.name} is not a port from 0 to 65535`));
  }
  return ok(endpointOf(address, number));
}

/** Both parts in one literal where both are there, as nearly always: to spread them costs ten times as much. */
function endpointOf(ip: string | undefined, port: number | undefined): Endpoint {
  if (port === undefined) return ip === undefined ? {} : { ip };
  return ip === undefined ? { port } : { ip, port };
}

/**
 * The canonical text of an address, or undefined. IPv4 is four decimal parts and nothing else: octal, hexadecimal, one
 * big number, a prefix length or a port are refused, because systems disagree on what they mean. An IPv6 zone is dropped;
 * a v4-mapped IPv6 address becomes IPv4.
 */
export function readAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_ADDRESS) return undefined;
  return isIpv4(value) ? value : canonicalIpv6(value);
}

const words = new Uint32Array(4);

/** Nearly all are well-formed and have no zone. The library, which takes twenty times as long, has the last word. */
function canonicalIpv6(value: string): string | undefined {
  if (!parseIpv6(value, words)) return unusualIpv6(value);
  return isMappedIpv4(words) ? formatIpv4(words[3] as number) : formatIpv6(words);
}

const unusualIpv6 = remembering((value: string): string | undefined => {
  const text = value.includes(':') ? value.replace(ZONE, '') : '';
  if (!IPV6.test(text) || !hasStrictTail(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(withoutDots(text));
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
});

/** A port from 0 to 65535, also as decimal text; else undefined. */
export function readPort(value: unknown): number | undefined {
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : value;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 0 || port > 65_535) return undefined;
  return port === 0 ? 0 : port; // never -0
}

/** `::192.0.2.1` as `::c000:201`: the parser takes this form, which is none of IPv4, for a v4-mapped address. */
function withoutDots(text: string): string {
  if (!text.startsWith('::') || !text.includes('.') || text.lastIndexOf(':') !== 1) return text;
  const [a = 0, b = 0, c = 0, d = 0] = text.slice(2).split('.').map(Number);
  return `::${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** The IPv4 part of `::ffff:192.0.2.1` obeys the same rule as a plain one. */
function hasStrictTail(text: string): boolean {
  return !text.includes('.') || isIpv4(text.slice(text.lastIndexOf(':') + 1));
}
