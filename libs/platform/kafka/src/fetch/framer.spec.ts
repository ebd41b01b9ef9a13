import { FramePool, SharedFrame } from './frame-pool';
import { Framer } from './framer';

function answerOf(text: string): Buffer {
  const body = Buffer.from(text);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

function framesOf(pieces: readonly Buffer[]): string[] {
  const frames: string[] = [];
  const framer = new Framer(new FramePool(), (frame) => frames.push(frame.toString('utf8', 4)));
  for (const piece of pieces) {
    framer.add(piece);
    // As a connection does that reads into the same memory again.
    piece.fill(0xff);
  }
  return frames;
}

describe('Framer', () => {
  const texts = ['one', '', 'three'.repeat(50_000), 'four', 'x'];

  it.each([1, 2, 3, 4, 5, 7, 64, 65_536, 1_000_000])('puts answers together from pieces of %i bytes', (length) => {
    const bytes = Buffer.concat(texts.map(answerOf));
    const count = Math.ceil(bytes.length / length);
    const pieces = Array.from({ length: count }, (_unused, at) => bytes.subarray(at * length, (at + 1) * length));
    expect(framesOf(pieces)).toEqual(texts);
  });

  it('keeps what follows an answer in the same piece', () => {
    const both = Buffer.concat([answerOf('one'), answerOf('two').subarray(0, 5)]);
    expect(framesOf([both, answerOf('two').subarray(5)])).toEqual(['one', 'two']);
  });

  it.each([-1, 0x7fffffff, 0x48545450, 0x15030300])('refuses what no broker announces: %i', (bytes) => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(bytes);
    const frames: Buffer[] = [];
    const framer = new Framer(new FramePool(), (frame) => frames.push(frame));
    expect(() => framer.add(size)).toThrow(/LF-KAFKA-FRAME.*KAFKA_BROKERS/);
  });
});

describe('FramePool', () => {
  const MIB = 1024 * 1024;

  it('uses memory again when all who read it are done, and not before', () => {
    const pool = new FramePool();
    const first = pool.acquire(3 * MIB);
    const shared = new SharedFrame(first.buffer, 2, pool);
    shared.done();
    expect(pool.acquire(3 * MIB).buffer).not.toBe(first.buffer);
    shared.done();
    expect(pool.acquire(3 * MIB - 7).buffer).toBe(first.buffer);
    expect(pool.acquire(3 * MIB).buffer).not.toBe(first.buffer);
  });

  it('takes back what it gave, once, and never the memory that Node shares out itself', () => {
    const pool = new FramePool();
    const small = pool.acquire(500);
    const shared = Buffer.from('waiting to be sent');
    for (const { buffer } of [small, shared]) new SharedFrame(buffer, 1, pool).done();
    const next = [shared.buffer.byteLength, small.buffer.byteLength, 500, 65_536, 65_536].map((bytes) =>
      pool.acquire(bytes),
    );
    for (const { buffer } of next) expect([small.buffer, shared.buffer]).not.toContain(buffer);
    const large = pool.acquire(MIB);
    for (let times = 0; times < 2; times += 1) new SharedFrame(large.buffer, 1, pool).done();
    expect([pool.acquire(MIB), pool.acquire(MIB)].filter(({ buffer }) => buffer === large.buffer)).toHaveLength(1);
  });

  it('does not give large memory to small answers, nor keep more than 20 MiB', () => {
    const pool = new FramePool();
    const large = Array.from({ length: 9 }, () => pool.acquire(4 * MIB));
    for (const { buffer } of large) new SharedFrame(buffer, 1, pool).done();
    expect(large.map(({ buffer }) => buffer)).not.toContain(pool.acquire(100_000).buffer);
    const again = Array.from({ length: 9 }, () => pool.acquire(4 * MIB).buffer);
    expect(again.filter((buffer) => large.some((one) => one.buffer === buffer))).toHaveLength(5);
  });

  it('has exactly the bytes that were asked for', () => {
    const pool = new FramePool();
    expect([10, 100_000, 5 * MIB].map((bytes) => pool.acquire(bytes).length)).toEqual([10, 100_000, 5 * MIB]);
  });
});
