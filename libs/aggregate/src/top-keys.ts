import { NOT_AN_ADDRESS, parseIpv4 } from '@lianfang/addresses';
import type { ThreatEvent } from '@lianfang/contract';
import { hashInto, hashIpv4Into, type Hash64 } from './source-hash';
import type { TopOffer } from './top-list';

/** Stands for the address of a machine that another county protects. */
export const MASKED_SOURCE = 'masked';

const PORTS = 65_536;
const scratch: Hash64 = { high: 0, low: 0 };

/**
 * Names the address of the side that opened the connection in `offer`: an IPv4 address always by its number, as a signed
 * one of 32 bits. @param hash gets the hash of its text. @returns false when the event names none.
 */
export function offerSource({ initiator, source, destination }: ThreatEvent, offer: TopOffer, hash: Hash64): boolean {
  const side = initiator === 'source' ? source : destination;
  // The text is asked for only where there is no number: it may be made by asking.
  const text = side.ipv4 === undefined ? side.ip : undefined;
  const number = side.ipv4 ?? (text === undefined ? NOT_AN_ADDRESS : parseIpv4(text));
  if (number !== NOT_AN_ADDRESS) {
    hashIpv4Into(hash, number);
    offer.key = number | 0;
  } else if (text !== undefined) {
    hashInto(hash, text);
    offer.key = text;
  } else {
    return false;
  }
  offer.space = '';
  offer.hash = hash.low;
  offer.name = undefined;
  return true;
}

/**
 * Names the rule of an event in `offer`: ids of two formats are never the same rule, and a rule without an id goes by its
 * name. @returns false when the event names none.
 */
export function offerRule({ format, rule }: ThreatEvent, offer: TopOffer): boolean {
  const key = rule.id ?? rule.name;
  if (key === undefined) return false;
  hashInto(scratch, key);
  offer.space = format;
  offer.key = key;
  offer.hash = scratch.low;
  offer.name = rule.name;
  return true;
}

/** Port texts, made once: joining texts for each event would cost more than counting it. */
const texts = { tcp: new Array<string | undefined>(PORTS), udp: new Array<string | undefined>(PORTS) };

/**
 * Names the port of the side that was called in `offer`, with its transport: `443/tcp`; alone where no transport is
 * known. @returns false when the event names none.
 */
export function offerPort({ initiator, source, destination, transport }: ThreatEvent, offer: TopOffer): boolean {
  const port = initiator === 'source' ? destination.port : source.port;
  if (port === undefined) return false;
  offer.space = '';
  offer.name = undefined;
  if (transport === 'tcp' || transport === 'udp') {
    offer.key = texts[transport][port] ??= `${port}/${transport}`;
    offer.hash = Math.imul(transport === 'tcp' ? port : port + PORTS, 0x9e3779b1) >> 8;
  } else {
    offer.key = transport === undefined ? String(port) : `${port}/${transport}`;
    hashInto(scratch, offer.key);
    offer.hash = scratch.low;
  }
  return true;
}
