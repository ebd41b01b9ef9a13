import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { compressFrameSync } from 'lz4-napi';
import { compressSync } from 'snappy';
import { decompress, installCompressionCodecs } from './compression-codecs';
import { lz4SizeAtMost } from './expanded-size';

/** More than one batch may expand to. */
const TOO_MUCH = Buffer.alloc(65 * 1024 * 1024);

interface Codec {
  compress(records: { buffer: Buffer }): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

const records = Buffer.from('{"event_type":"alert"}'.repeat(500));

function codec(type: CompressionTypes): Codec {
  installCompressionCodecs();
  const codecs: Partial<Record<CompressionTypes, () => Codec>> = CompressionCodecs;
  const make = codecs[type];
  if (!make) throw new Error('the codec must be installed');
  return make();
}

describe('compression codecs', () => {
  it.each([
    ['snappy', CompressionTypes.Snappy],
    ['lz4', CompressionTypes.LZ4],
    ['zstd', CompressionTypes.ZSTD],
  ])('%s gives back what it took, smaller', async (_name, type) => {
    const small = await codec(type).compress({ buffer: records });
    expect(small.length).toBeLessThan(records.length / 4);
    expect(await codec(type).decompress(small)).toEqual(records);
  });

  it('reads the blocks in which Java clients frame snappy', async () => {
    const block = compressSync(records);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    const header = Buffer.from('82534e415050590000000001 00000001'.replace(' ', ''), 'hex');
    const framed = Buffer.concat([header, length, block, length, block]);
    expect(await codec(CompressionTypes.Snappy).decompress(framed)).toEqual(Buffer.concat([records, records]));
  });

  it.each([
    ['gzip', CompressionTypes.GZIP, gzipSync(TOO_MUCH)],
    ['snappy', CompressionTypes.Snappy, compressSync(TOO_MUCH)],
    ['snappy that claims 4 GB', CompressionTypes.Snappy, Buffer.from('ffffffff0f00', 'hex')],
    ['lz4', CompressionTypes.LZ4, compressFrameSync(TOO_MUCH)],
    ['zstd', CompressionTypes.ZSTD, zstdCompressSync(TOO_MUCH)],
  ])('refuses a batch that expands without end: %s', async (_name, type, bomb) => {
    expect(bomb.length).toBeLessThan(5_000_000);
    const before = process.memoryUsage().rss;
    await expect(decompress(type, bomb)).rejects.toThrow();
    // Not one of them may take what it would have expanded to.
    expect(process.memoryUsage().rss - before).toBeLessThan(TOO_MUCH.length);
  });

  it.each([
    ['gzip', CompressionTypes.GZIP],
    ['snappy', CompressionTypes.Snappy],
    ['lz4', CompressionTypes.LZ4],
    ['zstd', CompressionTypes.ZSTD],
    ['a codec that nobody has', 5],
  ])('refuses what is not of the codec: %s', async (_name, type) => {
    for (const bytes of ['ff'.repeat(100), '82534e41505059000000000100000001ffffffff', '04224d186470b9000000']) {
      await expect(decompress(type, Buffer.from(bytes, 'hex'))).rejects.toThrow();
    }
  });

  it.each([1, 100, 65_536, 65_537, 300_000, 5_000_000])(
    'takes %i bytes of lz4 for no more than they can be',
    async (size) => {
      const some = randomBytes(size).fill(0, 0, Math.floor(size / 2));
      const frame = compressFrameSync(some);
      expect(lz4SizeAtMost(frame)).toBeGreaterThanOrEqual(size);
      expect(lz4SizeAtMost(frame)).toBeLessThan(size + 4_194_304);
      expect(await decompress(CompressionTypes.LZ4, frame)).toEqual(some);
    },
  );
});
