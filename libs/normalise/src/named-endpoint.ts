import { err, ok, rejection, type Endpoint, type Rejection, type Result } from '@lianfang/contract';
import { readAddress, readEndpoint, type EndpointFields } from './endpoint';

/** What vendors write where they have nothing to say. */
const ABSENT: ReadonlySet<string> = new Set(['-', '--', 'n/a', 'none', 'null', 'unknown', 'undefined', '(null)']);
/** Meant as an address, whatever became of it: digits and dots, `x.x.x.x`, or anything with a colon. */
const ADDRESS_LIKE = /^(?:[\dx*]{1,4}(?:\.[\dx*]{1,4}){3}|[\d.]{1,64})$/i;

/** One side of a connection in a format whose address fields may hold a host's name: a name means no address. */
export function readNamedEndpoint({ ip, port }: EndpointFields): Result<Endpoint, Rejection> {
  const address = readHost(ip.value);
  if (address === 'malformed') return err(rejection('bad-field', `${ip.name} is not an IP address`));
  const number = isAbsent(port.value) ? undefined : port.value;
  const side = readEndpoint({ ip: { name: ip.name, value: undefined }, port: { name: port.name, value: number } });
  return side.ok ? ok({ ...(address !== undefined && { ip: address }), ...side.value }) : side;
}

/** The address that a field holds; undefined for a name or nothing. */
function readHost(value: unknown): string | undefined {
  if (typeof value !== 'string' || isAbsent(value)) return undefined;
  const address = readAddress(value);
  if (address !== undefined) return address;
  return value.includes(':') || ADDRESS_LIKE.test(value) ? 'malformed' : undefined;
}

/** True for nothing, and for the words that vendors write for nothing. */
export function isAbsent(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'string' && value.length <= 9 && ABSENT.has(value.toLowerCase());
}
