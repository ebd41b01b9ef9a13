import { rejection } from '@lianfang/contract';
import { deadLetter } from './dead-letter';

const place = { topic: 'threat-events', epoch: 2, partition: 3, offset: '41', timestamp: '1700000000000' };
const why = rejection('not-json', 'the text is not one JSON document');

describe('deadLetter', () => {
  it('keeps the record whole, with its place and reason', () => {
    const value = Buffer.from([0xff, 0x00, 0x7b]);
    const record = { value, key: Buffer.from('sensor'), headers: { format: Buffer.from('ecs'), twice: ['a', 'b'] } };
    expect(deadLetter(record, why, place, 1000)).toEqual({
      key: 'threat-events/2/3/41',
      value,
      headers: {
        reason: 'not-json',
        detail: 'the text is not one JSON document',
        topic: 'threat-events',
        epoch: '2',
        partition: '3',
        offset: '41',
        timestamp: '1700000000000',
        'original-key': Buffer.from('sensor'),
        'original-header.format': Buffer.from('ecs'),
        'original-header.twice': ['a', 'b'],
      },
    });
  });

  it('keeps a tombstone a tombstone', () => {
    expect(deadLetter({ value: null }, why, place, 1000).value).toBeNull();
  });

  it('cuts only what the topic could not take, and says so', () => {
    const letter = deadLetter({ value: Buffer.alloc(5000, 'x') }, why, place, 2000);
    expect(letter.headers['truncated-from']).toBe('5000');
    expect(letter.value?.length).toBeGreaterThan(1000);
    expect(letter.value?.length).toBeLessThan(2000);
  });

  it('holds nothing of what was fetched with the record', () => {
    const fetched = Buffer.alloc(100_000, 'x');
    const letter = deadLetter({ value: fetched.subarray(10, 20), key: fetched.subarray(0, 5) }, why, place, 100_000);
    const held = [letter.value, letter.headers['original-key']].map((one) => (one as Buffer).buffer.byteLength);
    expect(Math.max(...held)).toBeLessThan(fetched.length);
  });

  it('takes no more headers than there is room for', () => {
    const headers = { huge: Buffer.alloc(40_000), small: 'kept', __proto__x: 'kept too' };
    const letter = deadLetter({ value: Buffer.from('v'), headers }, why, place, 1000);
    expect(letter.headers['original-headers-dropped']).toBe('1');
    expect(letter.headers['original-header.small']).toBe('kept');
    expect(letter.value).toEqual(Buffer.from('v'));
  });
});
