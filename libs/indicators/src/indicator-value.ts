import { formatAddress, isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from '@lianfang/addresses';
import type { IndicatorType } from '@lianfang/contract';
import { domainName } from './domain-name';
import type { IndicatorKey } from './indicator-key';

/** Wider networks name nobody: they would match half of the world. */
const WIDEST = { 4: 8, 6: 16 } as const;

const words = new Uint32Array(4);
const masked = new Uint32Array(4);

/**
 * Writes the key of an indicator's value.
 * @returns what is wrong with the value and what it should be, or undefined when the key is written.
 */
export function writeKey(key: IndicatorKey, type: IndicatorType, value: string): string | undefined {
  switch (type) {
    case 'ipv4-addr':
      return writeIpv4(key, value);
    case 'ipv6-addr':
      return writeIpv6(key, value);
    case 'domain-name':
      return writeDomain(key, value);
  }
}

function writeIpv4(key: IndicatorKey, value: string): string | undefined {
  const [text, prefix] = cut(value, 32);
  const address = parseIpv4(text);
  if (address === NOT_AN_ADDRESS || prefix === undefined) {
    return `${quoted(value)} is no IPv4 address or network; write it as 192.0.2.1 or 192.0.2.0/24`;
  }
  if (prefix < WIDEST[4]) return tooWide(value, WIDEST[4]);
  key.ipv4(address, prefix);
  const network = key.bytes.readUInt32BE(2);
  return network === address ? undefined : hostBits(value, `${formatAddress(4, BigInt(network))}/${prefix}`);
}

function writeIpv6(key: IndicatorKey, value: string): string | undefined {
  const [text, prefix] = cut(value, 128);
  if (!parseIpv6(text, words) || prefix === undefined) {
    return `${quoted(value)} is no IPv6 address or network; write it as 2001:db8::1 or 2001:db8::/32`;
  }
  if (isMappedIpv4(words)) return `${quoted(value)} is an IPv4 address; write it as such, with the type ipv4-addr`;
  if (prefix < WIDEST[6]) return tooWide(value, WIDEST[6]);
  key.ipv6(words, prefix);
  for (let word = 0; word < 4; word += 1) masked[word] = key.bytes.readUInt32BE(2 + word * 4);
  if (words.every((word, at) => word === masked[at])) return undefined;
  const network = masked.reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return hostBits(value, `${formatAddress(6, network)}/${prefix}`);
}

function writeDomain(key: IndicatorKey, value: string): string | undefined {
  const isBelow = value.startsWith('*.');
  const name = domainName(isBelow ? value.slice(2) : value);
  if (name === undefined) {
    return `${quoted(value)} is no domain; write it as example.org, or *.example.org for every name below it`;
  }
  key.domain(name, isBelow);
  return undefined;
}

/** An address and its prefix; all bits where none is written, undefined where it is none. */
function cut(value: string, bits: 32 | 128): readonly [text: string, prefix: number | undefined] {
  const slash = value.indexOf('/');
  if (slash === -1) return [value, bits];
  const digits = value.slice(slash + 1);
  const prefix = /^(?:0|[1-9]\d{0,2})$/.test(digits) ? Number(digits) : undefined;
  return [value.slice(0, slash), prefix !== undefined && prefix <= bits ? prefix : undefined];
}

function tooWide(value: string, widest: number): string {
  return `${quoted(value)} is too wide to name anybody; the shortest prefix is /${widest}`;
}

function hostBits(value: string, network: string): string {
  return `${quoted(value)} has host bits set; write it as ${network}`;
}

/** As messages show a text of a file: cut, and with what does not print written out. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
