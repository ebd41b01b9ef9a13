import { formatAddress } from '@lianfang/addresses';
import type { IndicatorType } from '@lianfang/contract';

/*
 * What an indicator is found by: bytes, with a tag first, so that addresses, networks and domains stand in one table.
 */

/** A domain is one byte more at most. */
export const LONGEST_KEY = 254;
const IPV4 = 4;
const IPV6 = 6;
/** A domain itself. */
const EXACT = 1;
/** Every name below a domain. */
const BELOW = 2;

/** A key under construction: the bytes up to `length`. Reused, so that a look-up makes nothing. */
export class IndicatorKey {
  readonly bytes = Buffer.alloc(LONGEST_KEY);
  length = 0;

  /** The family of an address or network; undefined for a domain. */
  get family(): 4 | 6 | undefined {
    const tag = this.bytes[0];
    return tag === IPV4 || tag === IPV6 ? tag : undefined;
  }

  /** Of an address or network. */
  get prefix(): number {
    return this.bytes[1] as number;
  }

  /** A network of IPv4; bits behind the prefix are cleared. */
  ipv4(address: number, prefix: number): this {
    this.bytes[0] = IPV4;
    this.bytes[1] = prefix;
    this.bytes.writeUInt32BE(maskedWord(address, prefix), 2);
    this.length = 6;
    return this;
  }

  /** A network of IPv6. @param words the address as four 32-bit words. */
  ipv6(words: Uint32Array, prefix: number): this {
    this.bytes[0] = IPV6;
    this.bytes[1] = prefix;
    for (let word = 0; word < 4; word += 1) {
      this.bytes.writeUInt32BE(maskedWord(words[word] ?? 0, prefix - word * 32), 2 + word * 4);
    }
    this.length = 18;
    return this;
  }

  /** @param name lower case ASCII without a dot at its end, at most 253 characters. */
  domain(name: string, isBelow: boolean): this {
    this.bytes[0] = isBelow ? BELOW : EXACT;
    this.length = 1 + this.bytes.write(name, 1, 'latin1');
    return this;
  }
}

/** The first bits of a 32-bit word. @param bits may be below 0 and above 32. */
function maskedWord(word: number, bits: number): number {
  if (bits <= 0) return 0;
  return bits >= 32 ? word >>> 0 : (word & (0xffff_ffff << (32 - bits))) >>> 0;
}

/** A number of 32 bits for bytes: FNV-1a, stirred at the end. */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** What a key stands for: its type, and its text as it would be written. */
export function describeKey(key: Buffer): { readonly type: IndicatorType; readonly text: string } {
  if (key[0] === EXACT) return { type: 'domain-name', text: key.toString('latin1', 1) };
  if (key[0] === BELOW) return { type: 'domain-name', text: `*.${key.toString('latin1', 1)}` };
  const family = key[0] === IPV4 ? 4 : 6;
  const value = key.subarray(2).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const network = key[1] === (family === 4 ? 32 : 128) ? '' : `/${key[1]}`;
  return { type: family === 4 ? 'ipv4-addr' : 'ipv6-addr', text: `${formatAddress(family, value)}${network}` };
}
