import { remembering } from './remembering';
import { readNumber, readWord } from './scalar';

/** IANA protocol numbers that occur in practice, with their keywords in lower case. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  1: 'icmp',
  2: 'igmp',
  4: 'ipv4',
  6: 'tcp',
  17: 'udp',
  41: 'ipv6',
  47: 'gre',
  50: 'esp',
  51: 'ah',
  58: 'ipv6-icmp',
  88: 'eigrp',
  89: 'ospf',
  103: 'pim',
  112: 'vrrp',
  132: 'sctp',
};
const ALIASES: Readonly<Record<string, string>> = { icmp6: 'ipv6-icmp', icmpv6: 'ipv6-icmp', 'icmp-v6': 'ipv6-icmp' };

/** ECS `network.transport`: an IANA keyword in lower case, from a keyword or a number; a number without keyword stays. */
export function readTransport(value: unknown): string | undefined {
  return typeof value === 'string' ? ofText(value) : ofValue(value);
}

const ofText = remembering(ofValue);

function ofValue(value: unknown): string | undefined {
  const number = readNumber(value);
  if (number !== undefined)
    return Number.isInteger(number) && number >= 0 && number <= 255 ? keywordOf(number) : undefined;
  const word = readWord(value)?.slice(0, 32);
  if (word === undefined) return undefined;
  return Object.hasOwn(ALIASES, word) ? ALIASES[word] : word;
}

function keywordOf(number: number): string {
  return BY_NUMBER[number] ?? String(number);
}
