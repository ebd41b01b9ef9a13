import fc from 'fast-check';
import { FrameReader } from './frame-reader';

/** As a server sends it (RFC 6455, 5.2). */
function framed(payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.from([0x82, length]), payload]);
  if (length < 65_536) return Buffer.concat([Buffer.from([0x82, 126, length >> 8, length & 0xff]), payload]);
  const head = Buffer.alloc(10);
  head.set([0x82, 127]);
  head.writeUInt32BE(length, 6);
  return Buffer.concat([head, payload]);
}

describe('FrameReader', () => {
  it('reads the same messages however the bytes are cut', () => {
    const lengths = fc.array(fc.constantFrom(0, 1, 125, 126, 700, 3_000), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        lengths,
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }),
        (sizes, cuts) => {
          const sent = sizes.map((size, number) => Buffer.alloc(size, number));
          const got: Buffer[] = [];
          const reader = new FrameReader(({ payload }) => got.push(Buffer.from(payload)));
          const all = Buffer.concat(sent.map(framed));
          for (let at = 0, turn = 0; at < all.length; turn += 1) {
            const next = at + (cuts[turn % cuts.length] ?? 1);
            reader.push(all.subarray(at, next));
            at = next;
          }
          expect(got).toEqual(sent);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([65_535, 65_536, 70_000])('reads a message of %i bytes', (length) => {
    const got: number[] = [];
    const reader = new FrameReader(({ payload }) => got.push(payload.length));
    const bytes = framed(Buffer.alloc(length));
    for (let at = 0; at < bytes.length; at += 9_000) reader.push(bytes.subarray(at, at + 9_000));
    expect(got).toEqual([length]);
  });
});
