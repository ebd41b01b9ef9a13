/** LZ4 frame format 1.6.4: what a frame begins with, and the sizes of blocks that its descriptor can name. */
const LZ4_MAGIC = 0x184d2204;
const LZ4_BLOCK_BYTES: Readonly<Record<number, number>> = { 4: 65_536, 5: 262_144, 6: 1_048_576, 7: 4_194_304 };
const LZ4_BLOCK_CHECKSUMS = 0x10;
const LZ4_CONTENT_SIZE = 0x08;
const LZ4_CONTENT_CHECKSUM = 0x04;
const LZ4_DICTIONARY = 0x01;
/** The highest bit of a block's size: its bytes are as they were. */
const LZ4_PLAIN = 0x80000000;

/**
 * The most bytes that LZ4 frames can expand to, by the number and size of their blocks: nothing is expanded for it.
 * @throws when the bytes are no LZ4 frames.
 */
export function lz4SizeAtMost(bytes: Buffer): number {
  let size = 0;
  for (let at = 0; at < bytes.length;) {
    const frame = lz4Frame(bytes, at);
    size += frame.size;
    at = frame.end;
  }
  return size;
}

function lz4Frame(bytes: Buffer, start: number): { readonly size: number; readonly end: number } {
  if (bytes.readUInt32LE(start) !== LZ4_MAGIC) throw new Error('the bytes are no LZ4 frame');
  const flags = bytes.readUInt8(start + 4);
  const blockBytes = LZ4_BLOCK_BYTES[(bytes.readUInt8(start + 5) >> 4) & 7];
  if (blockBytes === undefined) throw new Error('the LZ4 frame names no size of blocks');
  let at = start + 7 + (flags & LZ4_CONTENT_SIZE ? 8 : 0) + (flags & LZ4_DICTIONARY ? 4 : 0);
  let size = 0;
  for (let block = bytes.readUInt32LE(at); block !== 0; block = bytes.readUInt32LE(at)) {
    size += blockBytes;
    at += 4 + (block & ~LZ4_PLAIN) + (flags & LZ4_BLOCK_CHECKSUMS ? 4 : 0);
  }
  return { size, end: at + 4 + (flags & LZ4_CONTENT_CHECKSUM ? 4 : 0) };
}

/** The bytes that a block of snappy says that it expands to, as a varint at its beginning. @throws when it says nothing. */
export function snappySize(block: Buffer): number {
  let size = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block.readUInt8(at);
    size += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return size;
  }
  throw new Error('the snappy block says no size');
}
