import { crc32c } from './crc32c';
import { RecordBatch } from './record-batch';

describe('crc32c', () => {
  it.each([
    ['the digits', Buffer.from('123456789'), 0xe3069283],
    ['32 zeros (RFC 3720, B.4)', Buffer.alloc(32), 0x8a9136aa],
    ['32 times 0xff', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ])('%s', (_name, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});

describe('RecordBatch', () => {
  const header = { name: 'format', value: 'suricata' };
  const [key, value] = [Buffer.from('sensor-1'), Buffer.from('{"n":1}')];
  const asItIs = (bytes: Buffer): Buffer => bytes;

  it('lies as the protocol says', () => {
    const batch = new RecordBatch(header, 1_000);
    batch.add(key, value);
    batch.add(key, value);
    const bytes = batch.take(5, 'none', asItIs);
    expect(bytes.readInt32BE(8)).toBe(bytes.length - 12);
    expect(bytes.readUInt32BE(17)).toBe(crc32c(bytes, 21));
    expect(bytes.readInt32BE(57)).toBe(2);
    expect(bytes.subarray(61).toString('latin1').split('sensor-1')).toHaveLength(3);
    expect(batch.count).toBe(0);
  });

  it('says when it is full, and takes a record that is larger than a batch', () => {
    const batch = new RecordBatch(undefined, 200);
    expect(batch.add(key, Buffer.alloc(5_000))).toBe(true);
    expect(batch.add(key, value)).toBe(false);
    expect(batch.take(5, 'none', asItIs).length).toBeGreaterThan(5_000);
    expect(batch.add(key, value)).toBe(true);
  });
});
