import { ok, type Endpoint, type Rejection, type Result } from '@lianfang/contract';
import { readAddress, readEndpoint, readPort } from '../endpoint';
import { COLUMN, RECORD_TYPES, SYSTEM } from './columns';
import type { PanosRow } from './row';

/** `… Login from: 192.0.2.7, User name: …`, `… From: 192.0.2.7.` */
const FROM = /\bfrom: ?([\da-f:.]{2,45})/i;

export interface Sides {
  readonly source: Endpoint;
  readonly destination: Endpoint;
}

/**
 * Both sides, before any translation: of the packet, also where it went from the server to the client. Records of other
 * types have one address at most, of the client; `0.0.0.0` there means none.
 * @param strict false for what is only shown: an address that can't be read is left out.
 */
export function readSides(row: PanosRow, strict: boolean): Result<Sides, Rejection> {
  if (RECORD_TYPES.get(row.type)?.isConnection !== true) return ok(clientOnly(row));
  const source = readSide(row, SOURCE, strict);
  if (!source.ok) return source;
  const destination = readSide(row, DESTINATION, strict);
  return destination.ok ? ok({ source: source.value, destination: destination.value }) : destination;
}

const SOURCE = { name: 'source', ip: COLUMN.source, port: COLUMN.sourcePort };
const DESTINATION = { name: 'destination', ip: COLUMN.destination, port: COLUMN.destinationPort };

interface SideColumns {
  readonly name: string;
  readonly ip: number;
  readonly port: number;
}

function readSide(row: PanosRow, { name, ip, port }: SideColumns, strict: boolean): Result<Endpoint, Rejection> {
  const address = row.at(ip);
  const number = row.at(port);
  return readEndpoint({
    ip: { name: `${name} address`, value: strict ? address : readAddress(address) },
    port: { name: `${name} port`, value: strict ? number : readPort(number) },
  });
}

function clientOnly(row: PanosRow): Sides {
  const position = RECORD_TYPES.get(row.type)?.address;
  const stated = position === undefined ? undefined : readAddress(row.at(position));
  const ip = stated ?? (row.type === 'SYSTEM' ? addressInText(row) : undefined);
  const isStated = ip !== undefined && ip !== '0.0.0.0' && ip !== '::';
  return { source: isStated ? { ip } : {}, destination: {} };
}

/** A sentence's last full stop is no part of the address before it. */
function addressInText(row: PanosRow): string | undefined {
  const text = row.at(SYSTEM.description)?.slice(0, 1024) ?? '';
  return readAddress(FROM.exec(text)?.[1]?.replace(/\.$/, ''));
}
