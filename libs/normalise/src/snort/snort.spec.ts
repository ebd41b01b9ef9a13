import type { ThreatEvent } from '@lianfang/contract';
import { createNormaliser } from '../normaliser';

const { read } = createNormaliser();
const alert = {
  timestamp: '03/05-09:15:42.123456',
  pkt_num: 7,
  proto: 'TCP',
  src_ap: '198.51.100.23:51544',
  dst_ap: '203.0.113.80:22',
  rule: '1:2001219:20',
};

function eventOf(record: object | string): ThreatEvent {
  const reading = read(typeof record === 'string' ? record : JSON.stringify(record));
  if (!reading.ok || reading.value.kind !== 'threat') throw new Error('not read as a threat');
  expect(reading.value.event.format).toBe('snort');
  return reading.value.event;
}

describe('actions', () => {
  it.each([
    ['allow', 'allowed'],
    ['trust', 'allowed'],
    ['drop', 'blocked'],
    ['block', 'blocked'],
    ['reset', 'blocked'],
    ['force_drop', 'blocked'],
    ['force_block', 'blocked'],
    ['would_drop', 'allowed'],
    ['would_reset', 'allowed'],
    ['cant_drop', 'allowed'],
    ['can_block', 'allowed'],
    ['error', 'detected'],
    ['__proto__', 'detected'],
    [undefined, 'detected'],
    [7, 'detected'],
  ])('%s means %s', (action, disposition) => {
    expect(eventOf({ ...alert, action }).disposition).toBe(disposition);
  });
});

describe('times', () => {
  const taipei = (logTime: string) => ({ timeZone: 'Asia/Taipei', logTime: Date.parse(logTime) });
  const timeOf = (record: object, logTime: string) => {
    const reading = read(JSON.stringify({ ...alert, ...record }), 'snort', taipei(logTime));
    return reading.ok && reading.value.kind === 'threat' ? new Date(reading.value.event.time).toISOString() : reading;
  };

  it.each([
    ['across New Year', { timestamp: '12/31-23:59:59.5' }, '2026-01-01T00:00:05Z', '2025-12-31T15:59:59.500Z'],
    ['of the sensor’s zone', {}, '2026-03-05T01:16:00Z', '2026-03-05T01:15:42.123Z'],
    ['month first', { timestamp: '03/05/26-09:15:42.1' }, '2026-03-05T01:16:00Z', '2026-03-05T01:15:42.100Z'],
    ['year first', { timestamp: '26/03/05-09:15:42.1' }, '2026-03-05T01:16:00Z', '2026-03-05T01:15:42.100Z'],
    ['four digits of year', { timestamp: '03/05/2026-09:15:42' }, '2026-03-05T01:16:00Z', '2026-03-05T01:15:42.000Z'],
    ['seconds are UTC', { seconds: 1772673342 }, '2026-03-05T01:16:00Z', '2026-03-05T01:15:42.123Z'],
  ])('%s', (_name, record, logTime, expected) => {
    expect(timeOf(record, logTime)).toBe(expected);
  });

  it.each(['13/05-09:15:42', '02/30-09:15:42', '03/05-25:15:42', '', 'now'])('refuses %s', (timestamp) => {
    expect(read(JSON.stringify({ ...alert, timestamp }), 'snort')).toMatchObject({ error: { code: 'bad-time' } });
  });
});

describe('identity', () => {
  it('is the packet and the rule, however the record came', () => {
    const bare = JSON.stringify(alert);
    expect(eventOf(`<33>Mar  5 09:15:42 ids snort[7]: ${bare}`).eventId).toBe(eventOf(bare).eventId);
  });

  it.each([{ pkt_num: 8 }, { rule: '1:2001220:20' }, { src_ap: '198.51.100.24:51544' }])('differs with %j', (other) => {
    expect(eventOf({ ...alert, ...other }).eventId).not.toBe(eventOf(alert).eventId);
  });
});

describe('recognition', () => {
  it.each([
    { ...alert, event_type: 'alert' },
    { timestamp: 'x', msg: 'hello' },
    { '@timestamp': 1, rule: { name: 'x' }, src_ap: 'x' },
    { src_ap: 'x', rule: '1:2:3' },
  ])('leaves %j to others', (record) => {
    const reading = read(JSON.stringify(record));
    expect(reading.ok ? reading.value.event?.format : undefined).not.toBe('snort');
  });

  it.each(['a,b,c', '03/05/26-09:15:42.1 ,a,b,c', '[1:2:3] hello', '03/05-09:15:42.1 [**] [1:2:3] hello {TCP} a'])(
    'leaves the line %s to others',
    (line) => {
      expect(read(line).ok).toBe(false);
      expect(read(line, 'snort').ok).toBe(false);
    },
  );
});
