import { promisify } from 'node:util';
import { gunzip, zstdCompress, zstdDecompress } from 'node:zlib';
// The client is CommonJS: Node finds only some of its names as named imports, the default import has them all.
import kafkajs from 'kafkajs';
import { compressFrame, decompressFrame } from 'lz4-napi';
import { compress, uncompress } from 'snappy';
import { lz4SizeAtMost, snappySize } from './expanded-size';

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** Most bytes that one compressed batch may expand to: a small batch that expands without end must not take the memory. */
const MAX_EXPANDED_BYTES = 64 * 1024 * 1024;

const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

/** A producer's encoder: kafkajs hands over its own buffer class, which holds a Node buffer. */
interface EncodedRecords {
  readonly buffer: Buffer;
}

const shrink = promisify(zstdCompress);
const expandZstd = promisify(zstdDecompress);
const expandGzip = promisify(gunzip);
const bounded = { maxOutputLength: MAX_EXPANDED_BYTES };

/**
 * The records of a batch. @param codec as the lowest bits of a batch's attributes say it.
 * @throws when there is no such codec, the bytes are not of it, or they would expand beyond 64 MiB.
 */
export async function decompress(codec: number, bytes: Buffer): Promise<Buffer> {
  const type: kafkajs.CompressionTypes = codec;
  switch (type) {
    case CompressionTypes.GZIP:
      return expandGzip(bytes, bounded);
    case CompressionTypes.Snappy:
      return decompressSnappy(bytes);
    case CompressionTypes.LZ4:
      return expandLz4(bytes);
    case CompressionTypes.ZSTD:
      return expandZstd(bytes, bounded);
    default:
      throw new Error(`no codec has the number ${codec}`);
  }
}

/** Adds snappy, lz4 and zstd to kafkajs, which brings gzip only. Safe to call more than once. */
export function installCompressionCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: async (records: EncodedRecords) => compress(records.buffer),
    decompress: (bytes: Buffer) => decompress(CompressionTypes.Snappy, bytes),
  });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: async (records: EncodedRecords) => compressFrame(records.buffer),
    decompress: (bytes: Buffer) => decompress(CompressionTypes.LZ4, bytes),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: async (records: EncodedRecords) => shrink(records.buffer),
    decompress: (bytes: Buffer) => decompress(CompressionTypes.ZSTD, bytes),
  });
}

async function expandLz4(bytes: Buffer): Promise<Buffer> {
  refuseAbove(lz4SizeAtMost(bytes));
  return decompressFrame(bytes);
}

/** Java clients frame snappy in the xerial format: a header, then length-prefixed blocks. */
async function decompressSnappy(bytes: Buffer): Promise<Buffer> {
  const blocks = bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC) ? xerialBlocks(bytes) : [bytes];
  refuseAbove(blocks.reduce((sum, block) => sum + snappySize(block), 0));
  const expanded: Buffer[] = [];
  for (const block of blocks) expanded.push((await uncompress(block, { asBuffer: true })) as Buffer);
  return Buffer.concat(expanded);
}

function xerialBlocks(bytes: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    const from = at + 4;
    at = from + bytes.readUInt32BE(at);
    blocks.push(bytes.subarray(from, at));
  }
  return blocks;
}

/** Before the memory is taken: the libraries of these two know no limit. */
function refuseAbove(size: number): void {
  if (size > MAX_EXPANDED_BYTES)
    throw new Error(`it would expand to ${size} bytes; the limit is ${MAX_EXPANDED_BYTES}`);
}
