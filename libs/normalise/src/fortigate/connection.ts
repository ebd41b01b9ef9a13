import { ok, type Endpoint, type Rejection, type Result } from '@lianfang/contract';
import { readAddress, readEndpoint, readPort } from '../endpoint';
import { firstStated } from './fields';

type Fields = ReadonlyMap<string, string>;

const SOURCE = { ips: ['srcip', 'src', 'client_ip', 'remip', 'rem_ip'], ports: ['srcport', 'src_port', 'remport'] };
const DESTINATION = { ips: ['dstip', 'dst', 'dst_ip', 'locip', 'loc_ip'], ports: ['dstport', 'dst_port', 'locport'] };
/** `ssh(192.0.2.7)`, `https(2001:db8::7)`: from where an administrator came. */
const INTERFACE = /^[\w-]{1,32}\(([\da-f:.]{2,45})\)$/i;

/** Both sides. A VPN's are `remip` and `locip`; an administrator's address stands in `ui`. */
export function readConnection(
  fields: Fields,
  strict: boolean,
): Result<{ readonly source: Endpoint; readonly destination: Endpoint }, Rejection> {
  const source = readSide(fields, SOURCE, strict);
  if (!source.ok) return source;
  const destination = readSide(fields, DESTINATION, strict);
  if (!destination.ok) return destination;
  const ip = source.value.ip ?? administratorOf(fields);
  return ok({ source: { ...(ip !== undefined && { ip }), ...source.value }, destination: destination.value });
}

function readSide(fields: Fields, { ips, ports }: typeof SOURCE, strict: boolean): Result<Endpoint, Rejection> {
  const ip = firstStated(fields, ips);
  const port = firstStated(fields, ports);
  const side = {
    ip: { name: ips[0] ?? '', value: strict ? ip : readAddress(ip) },
    port: { name: ports[0] ?? '', value: strict ? port : readPort(port) },
  };
  return readEndpoint(side);
}

function administratorOf(fields: Fields): string | undefined {
  return readAddress(INTERFACE.exec(fields.get('ui') ?? '')?.[1]);
}
