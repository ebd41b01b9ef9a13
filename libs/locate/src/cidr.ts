import { formatAddress, isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from '@lianfang/addresses';
import { err, ok, type Result } from '@lianfang/contract';
import type { ProblemSaid } from './problem';

export { formatAddress };

/** An address range. `first` and `last` are included; IPv4 uses 32 bits of them, IPv6 128. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** Why a text is no range. `reason` is for people and says what it should be. */
export interface CidrProblem extends ProblemSaid {
  readonly reason: string;
}

/** Reads `192.0.2.0/24` or `2001:db8::/32`. */
export function parseCidr(text: string): Result<Cidr, CidrProblem> {
  const refused = (
    code: ProblemSaid['code'],
    reason: string,
    more: ProblemSaid['values'] = {},
  ): Result<never, CidrProblem> =>
    err({ code, reason: `${quoted(text)} ${reason}`, values: { text: shortened(text), ...more } });
  const match = /^([0-9a-fA-F:.]{2,45})\/(\d{1,3})$/.exec(text);
  if (match === null) return refused('range', 'is not a range; write it as 192.0.2.0/24 or 2001:db8::/32');
  const address = parseAddress(match[1] ?? '');
  if (address === undefined) return refused('range-address', 'does not begin with an IPv4 or IPv6 address');
  const bits = address.family === 4 ? 32 : 128;
  const prefix = Number(match[2]);
  if (prefix > bits) return refused('range-prefix', `has a prefix above ${bits}`, { most: String(bits) });
  const size = 1n << BigInt(bits - prefix);
  const first = address.value - (address.value % size);
  if (first !== address.value) {
    const write = `${formatAddress(address.family, first)}/${prefix}`;
    return refused('range-host-bits', `has host bits set; write it as ${write}`, { write });
  }
  return ok({ family: address.family, prefix, first, last: first + size - 1n });
}

function parseAddress(text: string): { family: 4 | 6; value: bigint } | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== NOT_AN_ADDRESS) return { family: 4, value: BigInt(ipv4) };
  const words = new Uint32Array(4);
  // A mapped range would never be looked up: events carry such addresses as IPv4.
  if (!parseIpv6(text, words) || isMappedIpv4(words)) return undefined;
  return { family: 6, value: words.reduce((value, word) => (value << 32n) | BigInt(word), 0n) };
}

/** Canonical text of a range. */
export function formatCidr(range: Cidr): string {
  return `${formatAddress(range.family, range.first)}/${range.prefix}`;
}

function quoted(text: string): string {
  return `"${shortened(text)}"`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
