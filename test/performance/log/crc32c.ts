/** Reversed polynomial of Castagnoli. */
const POLYNOMIAL = 0x82f63b78;
/** Bytes taken in one step. */
const WIDTH = 8;

const tables = makeTables();

/** CRC-32C (RFC 3720, B.4) of some bytes: what a Kafka record batch carries. Node's own zlib has another polynomial. */
export function crc32c(bytes: Uint8Array, from = 0, to = bytes.length): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  let crc = 0xffffffff;
  let at = from;
  for (; at + WIDTH <= to; at += WIDTH) {
    const low = crc ^ word(bytes, at);
    const high = word(bytes, at + 4);
    crc =
      look(t7, low) ^
      look(t6, low >>> 8) ^
      look(t5, low >>> 16) ^
      look(t4, low >>> 24) ^
      look(t3, high) ^
      look(t2, high >>> 8) ^
      look(t1, high >>> 16) ^
      look(t0, high >>> 24);
  }
  for (; at < to; at += 1) crc = look(t0, crc ^ (bytes[at] ?? 0)) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

type Table = Int32Array;
type Tables = readonly [Table, Table, Table, Table, Table, Table, Table, Table];

function look(table: Table, index: number): number {
  return table[index & 255] ?? 0;
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}

function makeTables(): Tables {
  const first = Int32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
    return value;
  });
  const made = [first];
  for (let step = 1; step < WIDTH; step += 1) {
    const before = made[step - 1] ?? first;
    made.push(before.map((value) => look(first, value) ^ (value >>> 8)));
  }
  return made as unknown as Tables;
}
