import { formatAddress } from '@lianfang/addresses';
import { IndicatorReader, type IndicatorSet } from '@lianfang/indicators';
import { held, randomWords, secondsOfProcessor } from './figures';

const HEADER = 'type,value,scope,tlp,provider,id,confidence,valid_from,valid_until';
const PART_BYTES = 64 * 1024;

/** A set, and what it cost to make it. */
export interface MadeSet {
  readonly set: IndicatorSet;
  readonly megabytesOfFile: number;
  readonly readSeconds: number;
  /** The longest that others waited, in milliseconds of processor time. */
  readonly longestStepMs: number;
  readonly heldMib: number;
}

/**
 * A file as centres share them: four addresses of IPv4 and one network, two of IPv6, three domains of ten; STIX ids, a time, a confidence.
 * Of the sources of the events that are measured one in eight is in a network of the file.
 */
export function indicatorFile(count: number): Buffer {
  const words = randomWords(5);
  const lines = Array.from({ length: count }, (_unused, at) => {
    const hex = [words(), words(), words(), words()].map((word) => word.toString(16).padStart(8, '0')).join('');
    const id = `indicator--${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    const scope = at % 7 === 0 ? '63000 65000' : 'national';
    const until = at % 5 === 0 ? '2027-01-01T00:00:00Z' : '';
    return `${value(at, words)},${scope},AMBER,provider-${at % 40},${id},${words() % 101},2026-01-01T00:00:00Z,${until}\n`;
  });
  return Buffer.from(`${HEADER}\n${lines.join('')}`);
}

function value(at: number, words: () => number): string {
  const word = words();
  switch (at % 10) {
    case 0:
      return `ipv4-addr,${at % 50 === 0 && at < 1_600 ? `203.0.${(at / 50) * 8}.0` : formatAddress(4, BigInt(word >>> 8) << 8n)}/24`;
    case 1:
    case 2:
    case 3:
    case 4:
      return `ipv4-addr,${formatAddress(4, BigInt(word))}`;
    case 5:
      return `ipv6-addr,${formatAddress(6, (0x2400n << 112n) | (BigInt(word) << 64n))}/64`;
    case 6:
      return `ipv6-addr,${formatAddress(6, (0x2a00n << 112n) | (BigInt(word) << 64n) | BigInt(at))}`;
    default:
      return `domain-name,${at % 2 === 0 ? '*.' : ''}host-${word.toString(36)}.evil-${at % 977}.example`;
  }
}

/** Reads a file as a collector does, step by step. */
export function makeSet(file: Buffer): MadeSet {
  const before = held();
  const reader = new IndicatorReader({ isCounty: () => true });
  let longest = 0;
  let total = 0;
  const step = (work: () => void): void => {
    const seconds = secondsOfProcessor(work);
    longest = Math.max(longest, seconds);
    total += seconds;
  };
  for (let at = 0; at < file.length; at += PART_BYTES) step(() => reader.take(file.subarray(at, at + PART_BYTES)));
  let goesOn = true;
  while (goesOn) step(() => (goesOn = reader.index()));
  const result = reader.result();
  if (!result.ok) throw new Error(JSON.stringify(result.error.slice(0, 3)));
  return {
    set: result.value,
    megabytesOfFile: file.length / 1e6,
    readSeconds: total,
    longestStepMs: longest * 1_000,
    heldMib: (held() - before) / 1024 / 1024,
  };
}
